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
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Browser } from "./support/browser.js";
import { type OidcProvider, opaque, redirectUri, secrets, startOidcProvider, things } from "./support/oidc-provider.js";

let provider: OidcProvider;
let issuer: string;

beforeAll(async () => {
  provider = await startOidcProvider();
  issuer = provider.issuer;
});

afterAll(() => provider.stop());

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
    expect(provider.granted.splice(0)).toEqual(["client_credentials", "client_credentials"]);
  });

  it("is refused with a wrong secret", async () => {
    await using set = await lamp({}, { ...hub, clientSecret: "wrong" });
    await expect(set.read()).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });

  it("has opaque tokens looked at by introspection", async () => {
    await using set = await lamp({}, hub);
    expect(await set.read("opaque")).toBe(1);
    provider.granted.splice(0);
  });

  it("has a person grant access by code with PKCE", async () => {
    const authorize = (url: string) => new Browser().follow(url, redirectUri);
    await using set = await lamp({ flow: "code", authorization: `${issuer}/auth` }, app, { authorize, redirectUri });
    expect(await set.read()).toBe(1);
    expect(provider.granted.splice(0)).toEqual(["authorization_code"]);
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
    expect(provider.granted.splice(0)).toEqual(["authorization_code", "refresh_token", "refresh_token"]);
  });

  it("has a person grant access from another device", async () => {
    const showUserCode: OAuth2Options["showUserCode"] = ({ verificationUriComplete }) => {
      void new Browser().follow(verificationUriComplete!);
    };
    const definition = { flow: "device", authorization: `${issuer}/device/auth` };
    await using set = await lamp(definition, app, { showUserCode });
    expect(await set.read()).toBe(1);
    expect(provider.granted.splice(0)).toEqual(["urn:ietf:params:oauth:grant-type:device_code"]);
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
