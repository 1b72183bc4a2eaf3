import { httpServer } from "@thingwright/binding-http";
import { Servient, type ServientOptions } from "@thingwright/core";
import { jwtVerifier, staticVerifier, verifiersByDefinition } from "@thingwright/security";
import type { PartialThingDescription, ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { basicHeader, digestHeader, type Parts } from "./by-hand.js";
import { ask } from "./matrix-server.js";
import { apiKeys, jwtKey, jwts, passwords } from "./secrets.js";

const token = (value: string): Parts => ({ headers: { authorization: `Bearer ${value}` } });
const login = (password: string, name = "ada"): Parts => ({ headers: { authorization: basicHeader(name, password) } });
const key: Parts = { headers: { "x-key": apiKeys.right } };

const lamp: PartialThingDescription = {
  title: "Lamp",
  security: "basic_sc",
  securityDefinitions: {
    nosec_sc: { scheme: "nosec" },
    basic_sc: { scheme: "basic" },
    key_sc: { scheme: "apikey", in: "header", name: "X-Key" },
    jwt_sc: { scheme: "bearer", format: "jwt", alg: "HS256" },
    uri_sc: { scheme: "apikey", in: "uri", name: "key" },
  },
  properties: {
    on: { type: "boolean", default: false, forms: [{ op: "readproperty", security: "nosec_sc" }] },
    level: { type: "integer", default: 1, forms: [{ security: "jwt_sc", scopes: ["lamp:write"] }] },
    pin: { type: "string", default: "0000", forms: [{ security: "key_sc", scopes: "admin" }] },
    shared: { type: "integer", default: 2, forms: [{ security: "uri_sc" }] },
  },
};

const known = (credentials: Record<string, string>, ...scopes: string[]) => [
  { credentials, principal: { name: "ada", scopes } },
];
const verifier = verifiersByDefinition({
  ...Object.fromEntries(
    Object.entries({
      basic_sc: known({ username: "ada", password: passwords.right }),
      key_sc: known({ apiKey: apiKeys.right }),
      uri_sc: known({ apiKey: apiKeys.right }),
    }).map(([name, entries]) => [name, staticVerifier({ [name]: entries })]),
  ),
  jwt_sc: jwtVerifier({ issuer: "https://issuer.example", audience: "lamp", algorithms: ["HS256"], keys: jwtKey }),
});

async function serve(options: ServientOptions = {}, ...things: readonly PartialThingDescription[]) {
  const time = { now: Date.now() };
  const clock = { now: () => time.now, after: () => ({ cancel: () => {} }) };
  const server = httpServer({ port: 0 });
  const servient = new Servient({ servers: [server], verifier, clock, ...options });
  await servient.start();
  for (const init of things.length === 0 ? [lamp] : things) await servient.produce(init).expose();
  const base = server.addresses()[0]!;
  return {
    base,
    time,
    get: (path: string, parts?: Parts) => ask(`${base}${path}`, "GET", parts),
    put: (path: string, value: object, parts?: Parts) => ask(`${base}${path}`, "PUT", parts, value),
    [Symbol.asyncDispose]: () => servient.stop(),
  };
}

describe("an affordance with security of its own", () => {
  it("is opened by that, whatever opens the Thing", async () => {
    await using served = await serve();
    expect((await served.get("/lamp/properties/on")).status).toBe(200);
    expect((await served.put("/lamp/properties/on", {})).challenges).toEqual(['Basic realm="things", charset="UTF-8"']);
    expect((await served.get("/lamp/properties/level", login(passwords.right))).status).toBe(401);
    expect((await served.get("/lamp/properties/level", token(jwts.right))).status).toBe(200);
  });

  it("is 403 without its scopes, with a challenge where the scheme has words for it (RFC 6750 §3.1)", async () => {
    await using served = await serve();
    const powerless = await served.get("/lamp/properties/level", token(jwts.powerless));
    expect([powerless.status, powerless.challenges]).toEqual([
      403,
      ['Bearer realm="things", error="insufficient_scope", scope="lamp:write"'],
    ]);
    const plain = await served.get("/lamp/properties/pin", key);
    expect([plain.status, plain.challenges, JSON.parse(plain.body).status]).toEqual([403, [], 403]);
  });

  it("is not opened by operations on the whole Thing", async () => {
    await using served = await serve();
    const all = async (parts?: Parts) => JSON.parse((await served.get("/lamp/properties", parts)).body);
    expect((await served.get("/lamp/properties")).status).toBe(401);
    expect(await all(login(passwords.right))).toEqual({ on: false });
    expect(await all({ headers: { ...login(passwords.right).headers, ...key.headers } })).toEqual({ on: false });
    expect((await served.get("/lamp/properties?names=on,pin", login(passwords.right))).status).toBe(401);
    const written = await served.put("/lamp/properties", { on: true, pin: "1" }, login(passwords.right));
    expect(written.status).toBe(401);
    expect((await served.get("/lamp/properties/on")).body).toBe("false");
    expect((await served.put("/lamp/properties", { on: true }, login(passwords.right))).status).toBe(204);
  });

  it.each(["", "/poll"])("tells nobody by HEAD that it could be observed: %j", async (path) => {
    const secured = { title: "Secured", security: "basic_sc", securityDefinitions: { basic_sc: { scheme: "basic" } } };
    const properties = { on: { type: "boolean", default: false, observable: true } } as const;
    await using served = await serve({}, { ...secured, properties } as PartialThingDescription);
    const address = `${served.base}/secured/properties/on${path}`;
    const headers: Record<string, string> = path === "" ? { accept: "text/event-stream" } : { prefer: "wait=0" };
    expect((await ask(address, "HEAD", { headers })).status).toBe(401);
    const known = { headers: { ...headers, ...login(passwords.right).headers } };
    expect((await ask(address, "HEAD", known)).status).toBe(200);
  });

  it("takes a key in the address where its Forms have the variable for it", async () => {
    await using served = await serve();
    const td = JSON.parse((await served.get("/lamp")).body) as ThingDescription;
    const hrefs = td.properties?.shared?.forms.map(({ href }) => href) ?? [];
    expect(hrefs.length > 0 && hrefs.every((href) => href.endsWith("{?key}"))).toBe(true);
    expect(td.properties?.on?.forms.some(({ href }) => href.includes("{"))).toBe(false);
    expect((await served.get(`/lamp/properties/shared?key=${apiKeys.right}`)).body).toBe("2");
    expect((await served.get("/lamp/properties/shared?key=x")).status).toBe(401);
  });
});

describe("digest", () => {
  const sc = { scheme: "digest" } as const;
  const init: PartialThingDescription = {
    title: "Lamp",
    security: "basic_sc",
    securityDefinitions: { basic_sc: sc },
    properties: {
      on: { type: "boolean", default: false },
      pin: { type: "string", default: "0", forms: [{ scopes: "admin" }] },
      level: { type: "integer", default: 1, forms: [{ scopes: "lamp:write" }] },
    },
  };
  const entries = known({ username: "ada", password: passwords.right }, "lamp:write");

  it("proves one request to all rules that it meets", async () => {
    await using served = await serve({ verifier: staticVerifier({ basic_sc: entries }) }, init);
    const path = "/lamp/properties";
    const { challenges } = await served.get(path);
    const user = { username: "ada", password: passwords.right };
    const authorization = digestHeader(user, challenges[0]!, { method: "GET", uri: path });
    const { status, body } = await served.get(path, { headers: { authorization } });
    expect([status, JSON.parse(body)]).toEqual([200, { on: false, level: 1 }]);
    expect((await served.get(path, { headers: { authorization } })).challenges[0]).toContain("stale=true");
  });
});

describe("whoever guesses", () => {
  it("is told to wait, and how long, before its password is looked at", async () => {
    await using served = await serve();
    const attempt = (parts: Parts) => served.put("/lamp/properties/on", {}, parts);
    for (let i = 0; i < 6; i++) expect((await attempt(login("wrong"))).status).toBe(401);
    const refused = await attempt(login(passwords.right));
    expect([refused.status, refused.headers["retry-after"], refused.headers["content-type"]]).toEqual([
      429,
      "1",
      "application/problem+json",
    ]);
    expect(refused.challenges).toEqual([]);
    expect((await attempt(login(passwords.right, "bob"))).status).toBe(401);
    served.time.now += 1_000;
    expect((await attempt(login(passwords.right))).status).not.toBe(429);
  });
});

describe("a Thing Description", () => {
  const open: PartialThingDescription = { title: "Open", properties: { on: { type: "boolean" } } };
  const titles = (body: string) => (JSON.parse(body) as ThingDescription[]).map(({ title }) => title).sort();

  it("that is secured asks for credentials, so that a client can bootstrap (common-constraints-security-7)", async () => {
    await using served = await serve({ descriptionAccess: "secured" });
    for (const path of ["/lamp", "/things", "/.well-known/wot"]) {
      const refused = await served.get(path);
      expect([refused.status, refused.challenges]).toEqual([401, ['Basic realm="things", charset="UTF-8"']]);
      expect(refused.body).not.toContain("Lamp");
      const found = await served.get(path, login(passwords.right));
      expect([found.status, found.headers["cache-control"]]).toEqual([200, "private, no-cache"]);
    }
    expect((await served.get("/")).body).not.toContain("Lamp");
    expect((await served.get("/", login(passwords.right))).body).toContain("Lamp");
  });

  it("that is secured is no 304 for somebody else", async () => {
    await using served = await serve({ descriptionAccess: "secured" });
    const { headers } = await served.get("/lamp", login(passwords.right));
    const mine = { headers: { ...login(passwords.right).headers, "if-none-match": headers.etag as string } };
    expect((await served.get("/lamp", mine)).status).toBe(304);
    expect((await served.get("/lamp", { headers: { "if-none-match": headers.etag as string } })).status).toBe(401);
  });

  it("that is personal shows what its reader may use, under an ETag of its own", async () => {
    await using served = await serve({ descriptionAccess: "personal" });
    const seen = async (parts?: Parts) => {
      const { body, headers } = await served.get("/lamp", parts);
      return { names: Object.keys((JSON.parse(body) as ThingDescription).properties ?? {}), etag: headers.etag };
    };
    const [nobody, user, machine] = [await seen(), await seen(login(passwords.right)), await seen(token(jwts.right))];
    expect([nobody.names, user.names, machine.names]).toEqual([["on"], ["on"], ["on", "level"]]);
    expect(new Set([nobody.etag, user.etag, machine.etag]).size).toBe(3);
  });

  it("that is personal is listed for those who may use something of its Thing", async () => {
    const closed = { ...lamp, title: "Closed", properties: { level: lamp.properties!.level! } };
    await using served = await serve({ descriptionAccess: "personal" }, open, closed);
    expect((await served.get("/things")).headers["cache-control"]).toBe("private, no-cache");
    expect(titles((await served.get("/things")).body)).toEqual(["Open"]);
    expect(titles((await served.get("/things", login(passwords.right))).body)).toEqual(["Open"]);
    expect((await served.get("/closed", login(passwords.right))).status).toBe(401);
    expect(titles((await served.get("/things", token(jwts.right))).body)).toEqual(["Closed", "Open"]);
    const directory = JSON.parse((await served.get("/.well-known/wot")).body) as ThingDescription;
    expect(directory.securityDefinitions).toEqual({ auto_sc: { scheme: "auto" } });
  });
});
