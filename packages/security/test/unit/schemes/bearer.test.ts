import { CredentialsError, ThingDescriptionError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { bearer, staticVerifier } from "../../../src/index.js";
import { atOnce, presenting, target } from "../../fixtures.js";

const clientOf = (definition: object = {}, token: unknown = "t0ken") =>
  bearer().client({ scheme: "bearer", ...definition }, () => ({ token }));
const authenticate = (definition?: object, token?: unknown) => atOnce(clientOf(definition, token).authenticate(target));

/** Where a connection has a user and requests have no place for a token. */
const user = { name: "bearer", password: "t0ken" };
const ada = { name: "ada", scopes: [] };
const verifier = staticVerifier({ b: [{ credentials: { token: "t0ken" }, principal: ada }] });
const serverOf = (definition: object = {}) => bearer().server({ scheme: "bearer", ...definition }, "b", verifier);

describe("bearer", () => {
  it.each([
    [{}, { headers: { authorization: "Bearer t0ken" }, user }],
    [
      { in: "header", name: "X-Token" },
      { headers: { "x-token": "Bearer t0ken" }, user },
    ],
    [{ in: "query" }, { query: { access_token: "t0ken" }, user }],
    [
      { in: "query", name: "t" },
      { query: { t: "t0ken" }, user },
    ],
    [
      { in: "cookie", name: "t" },
      { cookies: { t: "t0ken" }, user },
    ],
    [{ in: "uri", name: "t" }, { uriVariables: { t: "t0ken" } }],
    [{ in: "body", name: "/auth/t" }, { body: { "/auth/t": "t0ken" } }],
  ])("sends its token for %j as %j", (definition, authentication) => {
    expect(authenticate(definition)).toStrictEqual(authentication);
    expect(clientOf(definition).carriers).toStrictEqual(Object.keys(authentication));
  });

  it("is the password of the user that the credentials name", () => {
    const client = bearer().client({ scheme: "bearer" }, () => ({ token: "t0ken", username: "ada" }));
    expect(client.authenticate(target)).toMatchObject({ user: { name: "ada", password: "t0ken" } });
  });

  it.each([["a b"], ["a\r\nX-Evil: 1"], [""], ["ü"], [undefined], [7]])("refuses the token %j", (token) => {
    expect(() => authenticate({}, token === undefined ? null : token)).toThrow(CredentialsError);
  });

  it.each([
    ["a cookie without a name", { in: "cookie" }],
    ["a header whose name is none", { in: "header", name: "X\r\nY" }],
    ["a member of the body that is no JSON Pointer", { in: "body", name: "t" }],
  ])("refuses %s", (_, definition) => {
    expect(() => clientOf(definition)).toThrow(ThingDescriptionError);
  });

  it("proves whoever has the right token, where the definition says", () => {
    expect(serverOf().verify(presenting({ headers: { authorization: "bearer t0ken" } }))).toBe(ada);
    expect(serverOf({ in: "query" }).verify(presenting({ query: { access_token: "t0ken" } }))).toBe(ada);
    expect(serverOf({ in: "cookie", name: "t" }).verify(presenting({ cookies: { t: "t0ken" } }))).toBe(ada);
  });

  it("names an error only to a request with a token (RFC 6750 §3.1)", () => {
    expect(serverOf().verify(presenting())).toMatchObject({ challenges: ['Bearer realm="things"'] });
    expect(serverOf().verify(presenting({ headers: { authorization: "Bearer wrong" } }))).toMatchObject({
      code: "WOT_CREDENTIALS_MISSING",
      challenges: ['Bearer realm="things", error="invalid_token"'],
    });
  });

  it("does not show a token over the limit to the verifier", () => {
    const proud = { verify: () => ada };
    const server = bearer().server({ scheme: "bearer", in: "query" }, "b", proud);
    expect(server.verify(presenting({ query: { access_token: "x".repeat(8192) } }))).toBe(ada);
    expect(server.verify(presenting({ query: { access_token: "x".repeat(8193) } }))).toBeInstanceOf(CredentialsError);
  });
});
