import { CredentialsError, ThingDescriptionError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { apikey, staticVerifier } from "../../../src/index.js";
import { atOnce, presenting, target } from "../../fixtures.js";

const clientOf = (definition: object, apiKey: unknown = "k3y") =>
  apikey().client({ scheme: "apikey", ...definition }, () => ({ apiKey }));
/** Where a connection has a user and requests have no place for a key. */
const user = { name: "apikey", password: "k3y" };
const robot = { name: "robot", scopes: [] };
const verifier = staticVerifier({ k: [{ credentials: { apiKey: "k3y" }, principal: robot }] });
const serverOf = (definition: object) => apikey().server({ scheme: "apikey", ...definition }, "k", verifier);

describe("apikey", () => {
  it.each([
    [{ name: "key" }, { query: { key: "k3y" }, user }],
    [
      { in: "query", name: "__proto__" },
      { query: Object.fromEntries([["__proto__", "k3y"]]), user },
    ],
    [
      { in: "header", name: "X-API-Key" },
      { headers: { "x-api-key": "k3y" }, user },
    ],
    [{ in: "header" }, { headers: { authorization: "k3y" }, user }],
    [
      { in: "cookie", name: "key" },
      { cookies: { key: "k3y" }, user },
    ],
    [{ in: "uri", name: "key" }, { uriVariables: { key: "k3y" } }],
    [{ in: "body", name: "/auth/key" }, { body: { "/auth/key": "k3y" } }],
  ])("sends its key for %j as %j", (definition, authentication) => {
    expect(atOnce(clientOf(definition).authenticate(target))).toStrictEqual(authentication);
    expect(clientOf(definition).carriers).toStrictEqual(Object.keys(authentication));
  });

  it.each([{}, { in: "uri" }, { in: "uri", name: "a-b" }, { in: "cookie", name: "a;b" }, { in: "body", name: "key" }])(
    "refuses %j",
    (definition) => {
      expect(() => clientOf(definition)).toThrow(ThingDescriptionError);
    },
  );

  it("needs no name as the password of a connection, and names the user as the credentials say", () => {
    const client = apikey().client({ scheme: "apikey", in: "auto" }, () => ({ apiKey: "k3y", username: "robot" }));
    expect(client.carriers).toStrictEqual(["user"]);
    expect(client.authenticate(target)).toStrictEqual({ user: { name: "robot", password: "k3y" } });
  });

  it.each([
    ["a header", { in: "header", name: "k" }, "a\nb"],
    ["a header with space around it", { in: "header", name: "k" }, " a"],
    ["a cookie", { in: "cookie", name: "k" }, "a; admin=1"],
  ])("refuses a key that cannot travel in %s", (_, definition, key) => {
    expect(() => clientOf(definition, key).authenticate(target)).toThrow(CredentialsError);
  });

  it("proves whoever has the right key, where the definition says", () => {
    expect(serverOf({ name: "key" }).verify(presenting({ query: { key: "k3y" } }))).toBe(robot);
    expect(serverOf({ in: "header", name: "X-Key" }).verify(presenting({ headers: { "x-key": "k3y" } }))).toBe(robot);
    expect(serverOf({ in: "cookie", name: "key" }).verify(presenting({ cookies: { key: "k3y" } }))).toBe(robot);
    expect(serverOf({ in: "uri", name: "key" }).verify(presenting({ query: { key: "k3y" } }))).toBe(robot);
    expect(serverOf({ in: "body", name: "/a/key" }).verify(presenting({ body: { "/a/key": "k3y" } }))).toBe(robot);
  });

  it("says where in the address or in the body the key is", () => {
    expect(serverOf({ in: "uri", name: "key" })).toMatchObject({ uriVariables: ["key"] });
    expect(serverOf({ in: "body", name: "/a/key" })).toMatchObject({ bodyMembers: ["/a/key"] });
    expect(serverOf({ in: "query", name: "key" })).not.toHaveProperty("uriVariables");
  });

  it("leaves the place to the protocol with auto: a client takes the header, a server looks everywhere", () => {
    const definition = { in: "auto", name: "Key" };
    expect(atOnce(clientOf(definition).authenticate(target))).toStrictEqual({ headers: { key: "k3y" }, user });
    const presents = [{ headers: { key: "k3y" } }, { query: { Key: "k3y" } }, { cookies: { Key: "k3y" } }];
    for (const presented of presents) expect(serverOf(definition).verify(presenting(presented))).toBe(robot);
  });

  it.each([[undefined], [""], ["wrong"], ["k3yk3y"], ["x".repeat(9000)]])("challenges the key %j", (key) => {
    const presented = presenting(key === undefined ? {} : { query: { key } });
    expect(serverOf({ name: "key" }).verify(presented)).toMatchObject({
      code: "WOT_CREDENTIALS_MISSING",
      challenges: ['ApiKey realm="things"'],
    });
  });
});
