import { coapServer } from "@thingwright/binding-coap";
import { type HttpServerOptions, httpServer } from "@thingwright/binding-http";
import { embeddedBroker, mqttServer } from "@thingwright/binding-mqtt";
import { Authority } from "@thingwright/contract-tests";
import type { Credentials, ServerBinding } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { nodeWot, type ProtocolClientFactory } from "@thingwright/node-wot/their-bindings";
import type { ThingDescription } from "@thingwright/td";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { installed, isInstalled, keys, securedBy } from "./support/plug-ins.js";

const secret = "open-sesame";

/** What a store has, for every scheme. */
const all: Credentials = {
  username: "anna",
  password: secret,
  token: secret,
  apiKey: secret,
  identity: "anna",
  key: secret,
};

const verifier = {
  verify: (_: string, shown: Credentials) =>
    Object.values(shown).includes(secret) || "identity" in shown ? { name: "anna", scopes: [] } : undefined,
  verifyProof: (_: string, name: string, proves: (kept: { password: string }) => boolean) =>
    proves({ password: secret }) ? { name, scopes: [] } : undefined,
};

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** The description of a Thing that `server` exposes, with one property that is read, written and observed. */
async function lampOn(server: ServerBinding, scheme?: object): Promise<ThingDescription> {
  const house = new Servient({ servers: [server], verifier });
  stops.push(() => house.stop());
  await house.start();
  const security = scheme === undefined ? {} : { securityDefinitions: { sc: scheme }, security: "sc" };
  const lamp = house.produce({
    title: "Lamp",
    ...security,
    properties: { level: { type: "integer", observable: true } },
  } as never);
  let level = 3;
  lamp.setPropertyReadHandler("level", () => level);
  lamp.setPropertyWriteHandler("level", async (value) => {
    level = (await value.value()) as number;
    await lamp.emitPropertyChange("level");
  });
  await lamp.expose();
  return lamp.getThingDescription() as ThingDescription;
}

/** The same Thing, by a binding of theirs. */
async function consumedBy(factory: ProtocolClientFactory, td: ThingDescription, credentials: Credentials = all) {
  const servient = new Servient({ clients: [nodeWot(factory)], credentials: keys(credentials) });
  stops.push(() => servient.stop());
  await servient.start();
  return servient.consume(td);
}

describe("credentials by node-wot's HTTPS client, over TLS,", () => {
  const isThere = isInstalled("@node-wot/binding-http");
  if (!isThere) it.skip("skipped: needs npm run interop", () => {});
  let tls: HttpServerOptions["tls"];
  beforeAll(() => {
    tls = new Authority("the authority of these tests").issue();
  });
  const client = (): ProtocolClientFactory => {
    type Constructor = new (config: object) => ProtocolClientFactory;
    const { HttpsClientFactory } = installed<{ HttpsClientFactory: Constructor }>("@node-wot/binding-http");
    return new HttpsClientFactory({ allowSelfSigned: true });
  };

  it
    .runIf(isThere)
    .each([
      { scheme: "basic" },
      { scheme: "basic", in: "header", name: "X-Authorization" },
      { scheme: "bearer", format: "opaque", alg: "none" },
      { scheme: "apikey", in: "header", name: "X-Key" },
      { scheme: "apikey", in: "query", name: "key" },
      { scheme: "apikey", in: "cookie", name: "key" },
    ])("are taken by our server: %o", async (scheme) => {
    const td = await lampOn(httpServer({ port: 0, tls: tls! }), scheme);
    const lamp = await consumedBy(client(), td);
    await lamp.write("level", 7);
    expect(await lamp.read("level")).toBe(7);
    const guest = await consumedBy(client(), td, { username: "carl", password: "x", token: "x", apiKey: "x" });
    await expect(guest.read("level")).rejects.toMatchObject({ family: "CredentialsError" });
  });

  it.runIf(isThere)("are refused where a server has to challenge first: it tells of no challenge", async () => {
    const lamp = await consumedBy(client(), await lampOn(httpServer({ port: 0, tls: tls! }), { scheme: "digest" }));
    await expect(lamp.read("level")).rejects.toMatchObject({ family: "CredentialsError" });
  });
});

describe("a key by node-wot's client for coaps", () => {
  const isThere = isInstalled("@node-wot/binding-coap");
  if (!isThere) it.skip("skipped: needs npm run interop", () => {});

  it.runIf(isThere)(
    "opens a connection to our server, over which a property is read, written and observed",
    async () => {
      const { CoapsClientFactory } = installed<{ CoapsClientFactory: new () => ProtocolClientFactory }>(
        "@node-wot/binding-coap",
      );
      const key = (identity: string) => (identity === "anna" ? Buffer.from(secret) : undefined);
      const td = await lampOn(coapServer({ port: 0, tls: { psk: key } }), { scheme: "psk" });
      const lamp = await consumedBy(new CoapsClientFactory(), td);
      await lamp.write("level", 7);
      expect(await lamp.read("level")).toBe(7);
      await using observation = lamp.observe("level");
      expect((await observation.next()).value).toBe(7);
      const next = observation.next();
      await lamp.write("level", 8);
      expect((await next).value).toBe(8);
    },
  );
});

describe("a user by node-wot's MQTT client", () => {
  const isThere = isInstalled("@node-wot/binding-mqtt");
  if (!isThere) it.skip("skipped: needs npm run interop", () => {});
  const client = (): ProtocolClientFactory => {
    const { MqttClientFactory } = installed<{ MqttClientFactory: new () => ProtocolClientFactory }>(
      "@node-wot/binding-mqtt",
    );
    return new MqttClientFactory();
  };

  it.runIf(isThere)("is let in by a broker, and another is not", async () => {
    const broker = await embeddedBroker({ port: 0, authenticate: ({ user }) => user?.password === secret });
    stops.push(() => broker.close());
    const user = { username: "anna", password: secret };
    const server = mqttServer({ broker: broker.url, user: { name: "anna", password: secret } });
    const td = securedBy(await lampOn(server), { scheme: "basic" });
    const lamp = await consumedBy(client(), td);
    await lamp.write("level", 7);
    await expect.poll(() => lamp.read("level")).toBe(7);
    const guest = await consumedBy(client(), td, { ...user, password: "a guess" });
    await expect(guest.read("level")).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });
});
