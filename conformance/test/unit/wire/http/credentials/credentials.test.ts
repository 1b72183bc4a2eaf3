import { createHash } from "node:crypto";
import { credentialsOf, jsonReport, type Report, runConformance, terminalReport } from "@thingwright/conformance";
import type { SecurityScheme, ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { type Answer, type Question, type Script, ScriptedThing } from "../../../../../selftest/http/scripted-thing.js";

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

/** What a server knows of a question. */
type Lock = (question: Question, url: URL) => boolean;

const bearer: Lock = ({ headers }) => headers.authorization === "Bearer canary-token";

const digest: Lock = ({ headers: { authorization = "" }, path }) => {
  const field = (name: string) => new RegExp(`${name}="?([^",]+)`).exec(authorization)?.[1] ?? "";
  const [a1, a2] = [md5("user:house:canary-password"), md5(`GET:${path}`)];
  const wanted = md5(`${a1}:n0:${field("nc")}:${field("cnonce")}:auth:${a2}`);
  return authorization.startsWith("Digest ") && field("response") === wanted && field("uri") === path;
};

const definitions: Readonly<Record<string, SecurityScheme>> = {
  open: { scheme: "nosec" },
  basic: { scheme: "basic", in: "header" },
  basicQuery: { scheme: "basic", in: "query", name: "login" },
  digest: { scheme: "digest" },
  bearer: { scheme: "bearer" },
  bearerCookie: { scheme: "bearer", in: "cookie", name: "session" },
  keyHeader: { scheme: "apikey", in: "header", name: "X-Key" },
  keyQuery: { scheme: "apikey", in: "query", name: "key" },
  keyCookie: { scheme: "apikey", in: "cookie", name: "key" },
  keyBody: { scheme: "apikey", in: "body", name: "/auth/key" },
  keyUri: { scheme: "apikey", in: "uri", name: "key" },
  oauth: { scheme: "oauth2", flow: "client", token: "", scopes: ["read"] },
  either: { scheme: "combo", oneOf: ["psk", "bearer"] },
  both: { scheme: "combo", allOf: ["keyHeader", "bearer"] },
  psk: { scheme: "psk" },
};

const locks: Readonly<Record<string, Lock>> = {
  basic: ({ headers }) => headers.authorization === `Basic ${btoa("user:canary-password")}`,
  basicQuery: (_, url) => url.searchParams.get("login") === btoa("user:canary-password"),
  digest,
  bearer,
  bearerCookie: ({ headers }) => headers.cookie === "session=canary-token",
  keyHeader: ({ headers }) => headers["x-key"] === "canary-key",
  keyQuery: (_, url) => url.searchParams.get("key") === "canary-key",
  keyCookie: ({ headers }) => headers.cookie === "key=canary-key",
  keyBody: ({ body }) => body === '{"auth":{"key":"canary-key"}}',
  keyUri: (_, url) => url.pathname.endsWith("/canary-key"),
  oauth: ({ headers }) => headers.authorization === "Bearer canary-access",
  either: bearer,
  both: (question) => bearer(question, new URL("http://a/")) && question.headers["x-key"] === "canary-key",
};

const key = { apiKey: "canary-key" };
const user = { username: "user", password: "canary-password" };
const token = { token: "canary-token" };
const credentials = credentialsOf({
  "*": {
    ...{ basic: user, basicQuery: user, digest: user, bearer: token, bearerCookie: token },
    ...{ keyHeader: key, keyQuery: key, keyCookie: key, keyBody: key, keyUri: key },
    oauth: { clientId: "me", clientSecret: "canary-secret" },
  },
});

function description(origin: string, name: string): ThingDescription {
  const oauth = { ...definitions.oauth, token: `${origin}/token` } as SecurityScheme;
  const href = `${origin}/value${name === "keyUri" ? "/{key}" : ""}`;
  return {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "Locked",
    securityDefinitions: { ...definitions, oauth },
    security: "open",
    properties: { value: { type: "string", forms: [{ href, op: "readproperty", security: name }] } },
  } as ThingDescription;
}

/** A Thing whose one value is behind a lock, and that repeats what it was told. */
function locked(name: string): Script {
  return (question, origin): Answer => {
    const url = new URL(question.path, origin);
    if (url.pathname === "/token") return tokenAnswer(question);
    const isOpen = locks[name]!(question, url);
    const challenge = { "www-authenticate": 'Basic realm="house", Digest realm="house", nonce="n0", qop="auth"' };
    if (!isOpen) return { status: 401, headers: challenge };
    const { authorization = "", cookie = "" } = question.headers;
    const headers = { "content-type": "application/json", "x-echo": `${authorization} ${cookie}` };
    return { status: 200, headers, body: JSON.stringify(`you said ${authorization}${question.path}${cookie}`) };
  };
}

function tokenAnswer({ headers, body }: Question): Answer {
  const isRight = headers.authorization === `Basic ${btoa("me:canary-secret")}`;
  if (!isRight || body !== "grant_type=client_credentials&scope=read") return { status: 400 };
  return { status: 200, headers: { "content-type": "application/json" }, body: '{"access_token":"canary-access"}' };
}

async function judged(name: string, secrets = credentials): Promise<Report> {
  await using thing = await ScriptedThing.start(locked(name));
  const only = ["server-data-schema", "td-security-no-extras", "bindings-server-accept"];
  return await runConformance(description(thing.origin, name), { only, credentials: secrets });
}

const verdictsIn = ({ things }: Report) => things[0]!.results.map(({ verdict }) => verdict);

describe("credentials", () => {
  it.each(Object.keys(locks))("open a Form with %s, and are in no report", async (name) => {
    const report = await judged(name);
    // Whether a combo with a key of the transport is closed to HTTP is not known.
    expect(verdictsIn(report)).toEqual(["pass", "pass", name === "either" ? "not-claimed" : "pass"]);
    const text = jsonReport(report) + terminalReport(report);
    expect(text).not.toMatch(/canary/);
    expect(text).not.toContain(btoa("user:canary-password"));
  });

  it("show where they were in the command that reproduces", async () => {
    const [accepted] = (await judged("basic")).things[0]!.results;
    expect(accepted!.reproduce).toContain("--header 'Authorization: Basic <basic>'");
    expect(accepted!.transcript[0]!.replay).toMatchObject({ method: "GET" });
  });

  it.each(["basic", "psk"])("leave a Form with %s closed where there are none", async (name) => {
    await using thing = await ScriptedThing.start(locked("basic"));
    const only = ["server-data-schema", "td-security-no-extras"];
    const report = await runConformance(description(thing.origin, name), { only, credentials: credentialsOf({}) });
    expect(verdictsIn(report)[0]).toBe("inconclusive");
  });

  it("fetch a description that is given out to nobody else", async () => {
    await using thing = await ScriptedThing.start((question, origin): Answer => {
      const isMine = question.headers.authorization === `Basic ${btoa("user:canary-password")}`;
      if (!isMine) return { status: 401, headers: { "www-authenticate": 'Basic realm="house"' } };
      const body = JSON.stringify(description(origin, "basic"));
      return { status: 200, headers: { "content-type": "application/td+json" }, body };
    });
    const only = ["exploration-secboot-401", "td-processor"];
    const secrets = credentialsOf({ origins: { [thing.origin]: user } });
    const report = await runConformance(`${thing.origin}/td`, { only, credentials: secrets });
    expect(report.things[0]).toMatchObject({ title: "Locked", tally: { pass: 2 } });
    expect(jsonReport(report)).not.toMatch(/canary/);
  });

  it.each([[{ a: 1 }], [{ a: { b: "c" } }], [{ "*": { b: { c: 1 } } }], [{ origins: { a: "b" } }]])(
    "refuse to be %j",
    (document) => {
      expect(() => credentialsOf(document)).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
    },
  );
});
