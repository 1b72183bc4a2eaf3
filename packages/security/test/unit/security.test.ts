import type { AuthenticationCarrier, SecuritySchemePlugin } from "@thingwright/contracts";
import { CredentialsError, ThingDescriptionError, UsageError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { bearer, defaultSchemes, memoryCredentials, nosec, security, staticVerifier } from "../../src/index.js";
import { atOnce, authenticationOf, authenticatorOf, presenting, reasonOf, target, thingWith } from "../fixtures.js";

const definitions = {
  nosec_sc: { scheme: "nosec" },
  basic_sc: { scheme: "basic" },
  bearer_sc: { scheme: "bearer" },
  key_sc: { scheme: "apikey", in: "query", name: "key" },
  header_key_sc: { scheme: "apikey", in: "header", name: "X-Key" },
  ace_sc: { scheme: "ace:ACESecurityScheme" },
  proxy_sc: { scheme: "basic", proxy: "http://proxy.example" },
};
const secrets = {
  "*": {
    basic_sc: { username: "ada", password: "pw" },
    bearer_sc: { token: "t0ken" },
    key_sc: { apiKey: "k3y" },
    header_key_sc: { apiKey: "h-k3y" },
    proxy_sc: { username: "ada", password: "pw" },
  },
};
const client = (names: readonly string[], extra: Readonly<Record<string, object>> = {}, store = secrets as object) =>
  security(defaultSchemes(), memoryCredentials(store as typeof secrets)).client(
    thingWith({ ...definitions, ...extra }),
    names,
  );

describe("security, client half", () => {
  it("adds nothing for nosec alone, and for no name at all", () => {
    expect(client(["nosec_sc"])).toBeUndefined();
    expect(client([])).toBeUndefined();
    expect(client(["c"], { c: { scheme: "combo", allOf: ["nosec_sc", "nosec_sc"] } })).toBeUndefined();
  });

  it("applies every name", () => {
    const outcome = client(["nosec_sc", "bearer_sc", "key_sc"]);
    expect(authenticatorOf(outcome).carriers).toStrictEqual(["headers", "query"]);
    expect(authenticationOf(outcome)).toStrictEqual({
      headers: { authorization: "Bearer t0ken" },
      query: { key: "k3y" },
    });
  });

  it("merges headers of two schemes", () => {
    expect(authenticationOf(client(["bearer_sc", "header_key_sc"])).headers).toStrictEqual({
      authorization: "Bearer t0ken",
      "x-key": "h-k3y",
    });
  });

  it("uses the carriers of the binding only, and refuses a scheme that has none of them", () => {
    const composed = security(defaultSchemes(), memoryCredentials(secrets));
    const thing = thingWith(definitions);
    const over = (carrier: AuthenticationCarrier, names: readonly string[]) => composed.client(thing, names, [carrier]);
    expect(authenticatorOf(over("headers", ["basic_sc", "header_key_sc"])).carriers).toStrictEqual(["headers"]);
    expect(authenticatorOf(over("user", ["basic_sc"])).carriers).toStrictEqual(["user"]);
    expect(over("psk", ["basic_sc"])).toMatchObject({ refused: expect.stringContaining("headers or user") });
  });

  it("lets the user of a connection stand in for a place that requests do not have, once", () => {
    const composed = security(defaultSchemes(), memoryCredentials(secrets));
    const over = (...names: readonly string[]) => composed.client(thingWith(definitions), names, ["user"]);
    expect(authenticationOf(over("header_key_sc"))).toStrictEqual({ user: { name: "apikey", password: "h-k3y" } });
    expect(authenticationOf(client(["header_key_sc"]))).not.toHaveProperty("user");
    expect(over("basic_sc", "header_key_sc")).toMatchObject({ refused: expect.stringContaining("two schemes") });
  });

  it("fails when two schemes want the same place", () => {
    const outcome = authenticatorOf(client(["basic_sc", "bearer_sc"]));
    expect(() => outcome.authenticate(target)).toThrow(ThingDescriptionError);
    expect(() => outcome.authenticate(target)).toThrow(/authorization/);
  });

  it("takes the first of oneOf whose credentials are there, anew for each request", () => {
    const store = memoryCredentials();
    const thing = thingWith({ ...definitions, c: { scheme: "combo", oneOf: ["bearer_sc", "key_sc"] } });
    const outcome = security(defaultSchemes(), store).client(thing, ["c"]);
    expect(authenticatorOf(outcome).carriers).toStrictEqual(["headers", "query"]);
    expect(() => authenticationOf(outcome)).toThrow(CredentialsError);
    store.set("*", "key_sc", { apiKey: "k" });
    expect(authenticationOf(outcome)).toStrictEqual({ query: { key: "k" } });
    store.set("*", "bearer_sc", { token: "t" });
    expect(authenticationOf(outcome)).toStrictEqual({ headers: { authorization: "Bearer t" } });
  });

  it("takes the first of oneOf whose credentials are there from a store that takes its time", async () => {
    const thing = thingWith({ ...definitions, c: { scheme: "combo", oneOf: ["bearer_sc", "key_sc"] } });
    const slow = { get: async (_: unknown, name: string) => (name === "key_sc" ? { apiKey: "k" } : undefined) };
    const outcome = authenticatorOf(security(defaultSchemes(), slow).client(thing, ["c", "nosec_sc"]));
    expect(await outcome.authenticate(target)).toStrictEqual({ query: { key: "k" } });
  });

  it("passes over what is not installed in oneOf, and needs nothing after nosec", () => {
    expect(authenticationOf(client(["c"], { c: { scheme: "combo", oneOf: ["ace_sc", "key_sc"] } }))).toStrictEqual({
      query: { key: "k3y" },
    });
    expect(client(["c"], { c: { scheme: "combo", oneOf: ["nosec_sc", "key_sc"] } })).toBeUndefined();
    const optional = client(["c"], { c: { scheme: "combo", oneOf: ["key_sc", "nosec_sc"] } }, {});
    expect(authenticationOf(optional)).toStrictEqual({});
  });

  it("takes combos within combos apart", () => {
    const outcome = client(["outer"], {
      outer: { scheme: "combo", oneOf: ["ace_sc", "inner"] },
      inner: { scheme: "combo", allOf: ["bearer_sc", "key_sc"] },
    });
    expect(authenticationOf(outcome)).toStrictEqual({
      headers: { authorization: "Bearer t0ken" },
      query: { key: "k3y" },
    });
  });

  it.each([
    ["a name without a definition", ["missing"], {}, '"missing" is not defined'],
    ["a name of the prototype", ["constructor"], {}, '"constructor" is not defined'],
    ["a scheme without a plugin", ["ace_sc"], {}, 'no plugin for scheme "ace:ACESecurityScheme"'],
    ["one bad name among good ones", ["key_sc", "ace_sc"], {}, "ace"],
    ["credentials for a proxy", ["proxy_sc"], {}, "proxy"],
    ["oneOf without a usable scheme", ["c"], { c: { scheme: "combo", oneOf: ["proxy_sc", "ace_sc"] } }, "ace"],
    ["allOf with an unusable scheme", ["c"], { c: { scheme: "combo", allOf: ["key_sc", "ace_sc"] } }, "ace"],
    ["a combo of nothing", ["c"], { c: { scheme: "combo" } }, "td-security-combo-exclusive"],
    ["a combo of an empty list", ["c"], { c: { scheme: "combo", oneOf: [] } }, "td-security-combo-exclusive"],
    ["a combo of both", ["c"], { c: { scheme: "combo", oneOf: ["key_sc"], allOf: ["key_sc"] } }, "td-security-combo"],
    ["a combo of itself", ["c"], { c: { scheme: "combo", allOf: ["c"] } }, "contains itself"],
    ["a location that is unknown", ["k"], { k: { scheme: "apikey", in: "constructor", name: "x" } }, "constructor"],
  ])("refuses %s with a reason", (_, names, extra, reason) => {
    expect(reasonOf(client(names, extra))).toContain(reason);
  });

  it("refuses combos that multiply without end", () => {
    const layers: Record<string, object> = { c0: { scheme: "combo", allOf: ["key_sc", "key_sc"] } };
    for (let i = 1; i < 40; i++) layers[`c${i}`] = { scheme: "combo", allOf: [`c${i - 1}`, `c${i - 1}`] };
    expect(reasonOf(client(["c39"], layers))).toContain("more than 64");
  });

  it("says whose credentials are missing", () => {
    const outcome = authenticatorOf(
      security().client(thingWith({ bearer_sc: { scheme: "bearer" } }, "urn:dev:lamp"), ["bearer_sc"]),
    );
    expect(() => outcome.authenticate(target)).toThrow(/"bearer_sc" of urn:dev:lamp/);
    expect(() => outcome.authenticate(target)).toThrow(CredentialsError);
  });

  it("fails with CredentialsError and the cause when the store fails, at once or later", async () => {
    const cause = new RangeError("the vault is sealed");
    const failing = [
      {
        get: () => {
          throw cause;
        },
      },
      { get: () => Promise.reject(cause) },
    ];
    for (const store of failing) {
      const outcome = authenticatorOf(security(defaultSchemes(), store).client(thingWith(definitions), ["bearer_sc"]));
      const attempt = async () => outcome.authenticate(target);
      await expect(attempt()).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING", cause });
    }
  });

  it("tells every part of a challenge, and retries when one of them wants to", async () => {
    const told: string[] = [];
    const plugin = (scheme: string, again: boolean): SecuritySchemePlugin => ({
      ...bearer(),
      scheme,
      client: () => ({
        carriers: ["headers"],
        authenticate: () => ({ headers: { [scheme]: "x" } }),
        challenged: (challenges) => {
          told.push(`${scheme}: ${challenges.join()}`);
          return again;
        },
      }),
    });
    const thing = thingWith({ a: { scheme: "a" }, b: { scheme: "b" } });
    const outcome = authenticatorOf(security([plugin("a", false), plugin("b", true)]).client(thing, ["a", "b"]));
    expect(await outcome.challenged?.(["Digest x"], target)).toBe(true);
    expect(told).toStrictEqual(["a: Digest x", "b: Digest x"]);
  });

  it("prefers the earlier of two plugins for a scheme", () => {
    const quiet = { ...nosec(), scheme: "bearer" };
    expect(security([quiet, bearer()]).client(thingWith({ b: { scheme: "bearer" } }), ["b"])).toBeUndefined();
  });
});

const ada = { name: "ada", scopes: ["read"] };
const robot = { name: "robot", scopes: ["read", "write"] };
const verifier = staticVerifier({
  bearer_sc: [{ credentials: { token: "t0ken" }, principal: ada }],
  key_sc: [{ credentials: { apiKey: "k3y" }, principal: robot }],
});
const server = (names: readonly string[], extra: Readonly<Record<string, object>> = {}) =>
  security().server(thingWith({ ...definitions, ...extra }), names, verifier);
const both = presenting({ headers: { authorization: "Bearer t0ken" }, query: { key: "k3y" } });
const onlyKey = presenting({ query: { key: "k3y" } });
const verify = (names: readonly string[], presented = both, extra: Readonly<Record<string, object>> = {}) =>
  atOnce(server(names, extra)?.verify(presented) ?? "anybody");

describe("security, server half", () => {
  it("lets anybody in for nosec alone, without a verifier", () => {
    expect(security().server(thingWith(definitions), ["nosec_sc"], undefined)).toBeUndefined();
    expect(server(["c"], { c: { scheme: "combo", oneOf: ["nosec_sc"] } })).toBeUndefined();
  });

  it("wants every name, and gives the first name and the scopes of all", () => {
    expect(verify(["bearer_sc", "key_sc"])).toStrictEqual({ name: "ada", scopes: ["read", "write"] });
    expect(verify(["nosec_sc", "key_sc"])).toStrictEqual(robot);
    expect(verify(["bearer_sc", "key_sc"], onlyKey)).toBeInstanceOf(CredentialsError);
  });

  it("is content with one of oneOf, and otherwise challenges for each", () => {
    const extra = { c: { scheme: "combo", oneOf: ["bearer_sc", "key_sc"] } };
    expect(verify(["c"], onlyKey, extra)).toStrictEqual(robot);
    expect(verify(["c"], presenting(), extra)).toMatchObject({
      code: "WOT_CREDENTIALS_MISSING",
      challenges: ['Bearer realm="things"', 'ApiKey realm="things"'],
    });
  });

  it("knows who asks where nobody needs to say so", () => {
    const extra = { c: { scheme: "combo", oneOf: ["key_sc", "nosec_sc"] } };
    expect(verify(["c"], onlyKey, extra)).toStrictEqual(robot);
    expect(verify(["c"], presenting(), extra)).toStrictEqual({ name: "anonymous", scopes: [] });
  });

  it("waits for a verifier that takes its time", async () => {
    const slow = { verify: async (name: string) => (name === "key_sc" ? robot : undefined) };
    const thing = thingWith({ ...definitions, c: { scheme: "combo", oneOf: ["bearer_sc", "key_sc"] } });
    expect(await security().server(thing, ["c"], slow)?.verify(both)).toStrictEqual(robot);
    expect(await security().server(thing, ["bearer_sc", "key_sc"], slow)?.verify(both)).toBeInstanceOf(
      CredentialsError,
    );
  });

  it.each([[true], [false], [null], ["ada"], [{}]])("takes the verifier's answer %j for no principal", (answer) => {
    const careless = { verify: () => answer as unknown as undefined };
    expect(security().server(thingWith(definitions), ["bearer_sc"], careless)?.verify(both)).toMatchObject({
      code: "WOT_CREDENTIALS_MISSING",
    });
  });

  it("waits for promises of any make, and never takes one for a principal", async () => {
    const deferred = {
      name: "deferred",
      scopes: [],
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what the test is about
      then: (resolve: (value: undefined) => void) => resolve(undefined),
    };
    const foreign = { verify: () => deferred as unknown as Promise<undefined> };
    const outcome = security().server(thingWith(definitions), ["bearer_sc"], foreign)?.verify(both);
    expect(await outcome).toBeInstanceOf(CredentialsError);
  });

  it("answers 403 only when every part refused", () => {
    const refused = new CredentialsError("WOT_CREDENTIALS_REFUSED", "scope");
    const plugin = { ...bearer(), scheme: "scoped", server: () => ({ verify: () => refused }) };
    const thing = thingWith({ s: { scheme: "scoped" }, t: { scheme: "scoped" }, key_sc: definitions.key_sc });
    const strict = security([plugin, ...defaultSchemes()]);
    const codeOf = (names: string[]) => strict.server(thing, names, verifier)?.verify(presenting()) as CredentialsError;
    expect(codeOf(["s", "t"]).code).toBe("WOT_CREDENTIALS_REFUSED");
    expect(codeOf(["s", "key_sc"]).code).toBe("WOT_CREDENTIALS_MISSING");
  });

  it.each([
    ["no name", [], {}],
    ["an undefined name", ["missing"], {}],
    ["a scheme without a plugin", ["ace_sc"], {}],
    ["a scheme without a plugin within oneOf", ["c"], { c: { scheme: "combo", oneOf: ["key_sc", "ace_sc"] } }],
    ["a place that is unknown", ["k"], { k: { scheme: "apikey", in: "nowhere", name: "k" } }],
    ["credentials for a proxy, which this server is not", ["proxy_sc"], {}],
  ])("throws for %s, so that nothing is exposed by mistake", (_, names, extra) => {
    expect(() => server(names, extra)).toThrow(UsageError);
  });

  it("asks for all scopes, and says which with 403 where a scheme has words for it", () => {
    const scoped = (names: string[], scopes: string[]) =>
      security().server(thingWith(definitions), names, verifier, scopes)?.verify(both);
    expect(scoped(["bearer_sc"], ["read"])).toBe(ada);
    expect(scoped(["bearer_sc", "key_sc"], ["read", "write"])).toMatchObject({ name: "ada" });
    expect(scoped(["bearer_sc"], ["read", "write"])).toMatchObject({
      code: "WOT_CREDENTIALS_REFUSED",
      challenges: ['Bearer realm="things", error="insufficient_scope", scope="read write"'],
    });
    expect(scoped(["key_sc"], ["admin"])).toMatchObject({ code: "WOT_CREDENTIALS_REFUSED", challenges: [] });
    expect(
      security().server(thingWith(definitions), ["key_sc"], verifier, ["admin"])?.verify(presenting()),
    ).toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
  });

  it("throws when scopes are asked of anybody", () => {
    expect(() => security().server(thingWith(definitions), ["nosec_sc"], verifier, ["read"])).toThrow(/scopes/);
  });

  it("says where all of its schemes look", () => {
    const places = {
      uri_sc: { scheme: "apikey", in: "uri", name: "u" },
      body_sc: { scheme: "apikey", in: "body", name: "/b" },
      c: { scheme: "combo", oneOf: ["uri_sc", "body_sc"] },
    };
    const expected = { uriVariables: ["u"], bodyMembers: ["/b"] };
    expect(server(["uri_sc", "body_sc"], places)).toMatchObject(expected);
    expect(server(["c", "key_sc"], places)).toMatchObject(expected);
    expect(security().server(thingWith(places), ["c"], verifier, ["read"])).toMatchObject(expected);
  });

  it("throws without a verifier", () => {
    expect(() => security().server(thingWith(definitions), ["key_sc"], undefined)).toThrow(/verifier/);
  });
});
