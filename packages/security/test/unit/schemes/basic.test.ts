import { CredentialsError } from "@thingwright/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basic, staticVerifier } from "../../../src/index.js";
import { atOnce, presenting, target } from "../../fixtures.js";

const clientOf = (credentials: object, definition: object = {}) =>
  basic().client({ scheme: "basic", ...definition }, () => ({ ...credentials }));
const authenticate = (credentials: object, definition?: object) =>
  atOnce(clientOf(credentials, definition).authenticate(target));

const ada = { name: "ada", scopes: [] };
const verifier = staticVerifier({
  b: [{ credentials: { username: "Aladdin", password: "open sesame" }, principal: ada }],
});
const server = basic({ realm: 'the "lamp"' }).server({ scheme: "basic" }, "b", verifier);
const verify = (authorization?: string) =>
  atOnce(server.verify(presenting(authorization === undefined ? {} : { headers: { authorization } })));

describe("basic", () => {
  it("sends the example of RFC 7617 §2 in the header, and as the user of the connection", () => {
    expect(authenticate({ username: "Aladdin", password: "open sesame" })).toStrictEqual({
      headers: { authorization: "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==" },
      user: { name: "Aladdin", password: "open sesame" },
    });
    expect(clientOf({}).carriers).toStrictEqual(["headers", "user"]);
  });

  it("sends UTF-8 (RFC 7617 §2.1)", () => {
    expect(authenticate({ username: "test", password: "123£" }).headers).toStrictEqual({
      authorization: "Basic dGVzdDoxMjPCow==",
    });
  });

  it.each([{ name: "Authorization" }, { in: "header", name: "Authorization" }, { in: "auto" }])(
    "uses the header of HTTP for %j",
    (definition) => {
      const added = authenticate({ username: "a", password: "b" }, definition);
      expect(added.headers).toStrictEqual({ authorization: "Basic YTpi" });
    },
  );

  it("uses another header when the definition names one", () => {
    const added = authenticate({ username: "a", password: "b" }, { in: "header", name: "X-Auth" });
    expect(added.headers).toStrictEqual({ "x-auth": "Basic YTpi" });
  });

  it.each([
    ["no username", { password: "b" }],
    ["no password", { username: "a" }],
    ["a password that is no text", { username: "a", password: 1 }],
    ["a colon in the username", { username: "a:b", password: "c" }],
  ])("refuses credentials with %s", (_, credentials) => {
    expect(() => authenticate(credentials)).toThrow(CredentialsError);
  });

  it.each(["query", "cookie", "uri", "body"])("refuses the location %s", (location) => {
    expect(() => clientOf({}, { in: location, name: "x" })).toThrow(/not supported/);
  });

  it("proves whoever has the right name and password, in any case of the scheme", () => {
    expect(verify("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")).toBe(ada);
    expect(verify("bASIC  QWxhZGRpbjpvcGVuIHNlc2FtZQ==")).toBe(ada);
  });

  it("proves the user of a connection", () => {
    expect(atOnce(server.verify(presenting({ user: { name: "Aladdin", password: "open sesame" } })))).toBe(ada);
    expect(atOnce(server.verify(presenting({ user: { name: "Aladdin", password: "x" } })))).toBeInstanceOf(
      CredentialsError,
    );
  });

  it.each([
    ["nothing", undefined],
    ["a wrong password", `Basic ${btoa("Aladdin:x")}`],
    ["another scheme", "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ=="],
    ["the scheme alone", "Basic"],
    ["no Base64", "Basic ???"],
    ["no colon", `Basic ${btoa("Aladdin")}`],
    ["no UTF-8", `Basic ${btoa("\xff:\xff")}`],
    ["too much", `Basic ${"A".repeat(9000)}`],
  ])("challenges a request with %s", (_, authorization) => {
    expect(verify(authorization)).toMatchObject({
      code: "WOT_CREDENTIALS_MISSING",
      challenges: ['Basic realm="the \\"lamp\\"", charset="UTF-8"'],
    });
  });

  it("verifies on the server whatever the client sends", () => {
    const name = fc.string({ unit: "grapheme" }).filter((text) => !text.includes(":"));
    fc.assert(
      fc.property(name, fc.string({ unit: "grapheme", minLength: 1 }), (username, password) => {
        fc.pre(username !== "");
        const known = staticVerifier({ b: [{ credentials: { username, password }, principal: ada }] });
        const { headers = {} } = authenticate({ username, password });
        const half = basic().server({ scheme: "basic" }, "b", known);
        expect(atOnce(half.verify(presenting({ headers })))).toBe(ada);
      }),
    );
  });

  it("refuses a realm that would break its header", () => {
    expect(() => basic({ realm: "a\r\nb" }).server({ scheme: "basic" }, "b", verifier)).toThrow(/printable/);
  });
});
