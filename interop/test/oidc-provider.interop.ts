import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import {
  introspectionVerifier,
  jwtVerifier,
  memoryCredentials,
  type OAuth2Options,
  oauth2,
  verifiersByDefinition,
} from "@thingwright/security";
import type { OAuth2SecurityScheme } from "@thingwright/td";
import { exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const things = "https://things.example";
const opaque = "https://opaque.example";
const redirectUri = "http://127.0.0.1/callback";
const secrets = { hub: "s3cret:+", lamp: "1amp" };

let server: Server;
let issuer: string;
/** Names of the grants that the provider has made. */
const granted: string[] = [];

beforeAll(async () => {
  server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, await configuration());
  provider.on("grant.success", ({ oidc }: { oidc: { params: { grant_type: string } } }) => {
    granted.push(oidc.params.grant_type);
  });
  server.on("request", provider.callback() as RequestListener);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** oidc-provider as an authorization server for Things: their tokens are JWTs, or opaque. */
async function configuration() {
  const keys = await Promise.all(
    ["ES256", "RS256"].map(async (alg) => {
      const { privateKey } = await generateKeyPair(alg, { extractable: true });
      return { ...(await exportJWK(privateKey)), kid: alg, alg, use: "sig" };
    }),
  );
  const confidential = { redirect_uris: [], response_types: [] };
  const people = ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"];
  return {
    jwks: { keys },
    cookies: { keys: ["for these tests"] },
    scopes: ["read", "write"],
    clients: [
      { client_id: "hub", client_secret: secrets.hub, grant_types: ["client_credentials"], ...confidential },
      { client_id: "lamp", client_secret: secrets.lamp, grant_types: [], ...confidential },
      {
        client_id: "app",
        application_type: "native",
        token_endpoint_auth_method: "none",
        grant_types: people,
        redirect_uris: [redirectUri],
        response_types: ["code"],
      },
    ],
    features: {
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      introspection: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context: unknown, resource: string) => ({
          scope: "read write",
          audience: resource,
          accessTokenTTL: 60,
          accessTokenFormat: resource === opaque ? "opaque" : "jwt",
          jwt: { sign: { alg: "ES256" } },
        }),
      },
    },
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    pkce: { required: () => true, methods: ["S256"] },
  };
}

/** A person's browser: follows redirects, keeps cookies, and agrees to whatever is asked. */
class Browser {
  readonly #cookies = new Map<string, string>();

  /** Where it ends up, from `url` on: at an address of `until`, or at a page without a question. */
  async follow(url: string, until = "\0"): Promise<string> {
    let response = await this.#fetch(url);
    for (let at = url; ; ) {
      const location = response.headers.get("location");
      if (location !== null) {
        at = new URL(location, at).href;
        if (at.startsWith(until)) return at;
        response = await this.#fetch(at);
        continue;
      }
      const form = formIn(await response.text(), at);
      if (form === undefined) return at;
      at = form.action;
      response = await this.#fetch(at, new URLSearchParams({ ...form.fields, login: "ada", password: "pw" }));
    }
  }

  async #fetch(url: string, body?: URLSearchParams): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const init = { redirect: "manual", headers: { cookie } } as const;
    const response = await fetch(url, body === undefined ? init : { ...init, method: "POST", body });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      this.#cookies.set(name!, value!);
    }
    return response;
  }
}

function formIn(html: string, base: string) {
  const form = /<form[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/.exec(html);
  if (form === null) return undefined;
  const inputs = form[2]!.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g);
  return {
    action: new URL(form[1]!.replaceAll("&amp;", "&"), base).href,
    fields: Object.fromEntries([...inputs].map(([, name, value]) => [name!, value!])),
  };
}

/** A lamp that asks for tokens of the provider, and a servient that has the credentials to get them. */
async function lamp(definition: Partial<OAuth2SecurityScheme>, credentials: object, options: OAuth2Options = {}) {
  const verifier = verifiersByDefinition({
    o: jwtVerifier({
      issuer,
      audience: things,
      algorithms: ["ES256"],
      keys: new URL(`${issuer}/jwks`),
      typ: "at+jwt",
    }),
    i: introspectionVerifier({
      endpoint: new URL(`${issuer}/token/introspection`),
      clientId: "lamp",
      clientSecret: secrets.lamp,
      audience: opaque,
    }),
  });
  const oauth = { scheme: "oauth2", flow: "client", token: `${issuer}/token`, ...definition } as const;
  const house = new Servient({ servers: [httpServer({ port: 0 })], verifier });
  const exposing = await house.start();
  let level = 1;
  const exposed = await exposing.produce({
    title: "Lamp",
    securityDefinitions: { o: oauth, i: oauth },
    security: "o",
    properties: {
      level: {
        type: "integer",
        forms: [
          { op: ["readproperty"], scopes: ["read"] },
          { op: ["writeproperty"], scopes: ["write"] },
        ],
      },
      opaque: { type: "integer", readOnly: true, forms: [{ op: ["readproperty"], security: "i", scopes: ["read"] }] },
    },
  } as Parameters<typeof exposing.produce>[0]);
  exposed.setPropertyReadHandler("level", async () => level);
  exposed.setPropertyReadHandler("opaque", async () => level);
  exposed.setPropertyWriteHandler("level", async (value) => {
    level = Number(await value.value());
  });
  await exposed.expose();
  const store = memoryCredentials({
    "*": { o: { ...credentials, resource: things }, i: { ...credentials, resource: opaque } },
  });
  const visitor = new Servient({
    clients: [httpClient()],
    securitySchemes: [oauth2(options)],
    credentials: store,
  });
  const thing = await (await visitor.start()).consume(exposed.getThingDescription());
  return {
    thing,
    read: async (name = "level") => (await thing.readProperty(name)).value(),
    async [Symbol.asyncDispose]() {
      await visitor.stop();
      await house.stop();
    },
  };
}

const hub = { clientId: "hub", clientSecret: secrets.hub };
const app = { clientId: "app" };

describe("oauth2 against oidc-provider", () => {
  it("gets tokens with the client's credentials, for the scopes that each Form asks for", async () => {
    await using set = await lamp({}, hub);
    expect(await set.read()).toBe(1);
    await set.thing.writeProperty("level", 7);
    expect(await set.read()).toBe(7);
    expect(granted.splice(0)).toEqual(["client_credentials", "client_credentials"]);
  });

  it("is refused with a wrong secret", async () => {
    await using set = await lamp({}, { ...hub, clientSecret: "wrong" });
    await expect(set.read()).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });

  it("has opaque tokens looked at by introspection", async () => {
    await using set = await lamp({}, hub);
    expect(await set.read("opaque")).toBe(1);
    granted.splice(0);
  });

  it("has a person grant access by code with PKCE", async () => {
    const authorize = (url: string) => new Browser().follow(url, redirectUri);
    await using set = await lamp({ flow: "code", authorization: `${issuer}/auth` }, app, { authorize, redirectUri });
    expect(await set.read()).toBe(1);
    expect(granted.splice(0)).toEqual(["authorization_code"]);
  });

  it("refreshes a token, with a new refresh token each time", async () => {
    let now = Date.now();
    const clock = { now: () => now, after: (delayMs: number, callback: () => void) => later(delayMs, callback) };
    const authorize = (url: string) => new Browser().follow(url, redirectUri);
    await using set = await lamp({ flow: "code", authorization: `${issuer}/auth` }, app, {
      authorize,
      redirectUri,
      clock,
    });
    for (let i = 0; i < 3; i++) {
      expect(await set.read()).toBe(1);
      now += 60_000;
    }
    expect(granted.splice(0)).toEqual(["authorization_code", "refresh_token", "refresh_token"]);
  });

  it("has a person grant access from another device", async () => {
    const showUserCode: OAuth2Options["showUserCode"] = ({ verificationUriComplete }) => {
      void new Browser().follow(verificationUriComplete!);
    };
    const definition = { flow: "device", authorization: `${issuer}/device/auth` };
    await using set = await lamp(definition, app, { showUserCode });
    expect(await set.read()).toBe(1);
    expect(granted.splice(0)).toEqual(["urn:ietf:params:oauth:grant-type:device_code"]);
  });

  it("finds a token of another issuer, or none at all, refused by the Thing", async () => {
    await using set = await lamp({}, hub);
    const { forms } = set.thing.getThingDescription().properties!.level!;
    const { href } = forms.find(({ op }) => [op].flat().includes("readproperty"))!;
    const ask = (headers: Record<string, string>) => fetch(href, { headers });
    const absent = await ask({});
    expect([absent.status, absent.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="things"']);
    const wrong = await ask({ authorization: "Bearer eyJhbGciOiJub25lIn0.e30." });
    expect([wrong.status, wrong.headers.get("www-authenticate")]).toEqual([
      401,
      expect.stringContaining('error="invalid_token"'),
    ]);
  });
});

function later(delayMs: number, callback: () => void) {
  const timer = setTimeout(callback, delayMs);
  return { cancel: () => clearTimeout(timer) };
}
