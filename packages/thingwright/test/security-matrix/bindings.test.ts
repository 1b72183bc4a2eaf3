import { coapClient, coapServer } from "@thingwright/binding-coap";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { MemoryNetwork, memoryClient, memoryServer } from "@thingwright/binding-memory";
import { Code, coapClient as coap } from "@thingwright/coap";
import type { ClientBinding, ServerBinding } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { memoryCredentials, staticVerifier } from "@thingwright/security";
import { describe, expect, it } from "vitest";
import { apiKeys } from "./secrets.js";

/** The two halves of each binding that carries credentials with a request. */
const bindings: Readonly<Record<string, () => readonly [ClientBinding, ServerBinding]>> = {
  http: () => [httpClient(), httpServer({ port: 0 })],
  coap: () => [coapClient(), coapServer({ port: 0 })],
  memory: () => {
    const network = new MemoryNetwork();
    return [memoryClient(network), memoryServer(network)];
  },
};
/** Places that each of them has. */
const places = [
  { in: "query", name: "key" },
  { in: "uri", name: "key" },
  { in: "body", name: "/key" },
] as const;

async function lampOver(name: string, place: (typeof places)[number]) {
  const [client, server] = bindings[name]!();
  const credentials = memoryCredentials();
  const known = [{ credentials: { apiKey: apiKeys.right }, principal: { name: "ada", scopes: [] } }];
  const servient = new Servient({
    clients: [client],
    servers: [server],
    credentials,
    verifier: staticVerifier({ key_sc: known }),
  });
  await servient.start();
  const thing = servient.produce({
    title: "Lamp",
    security: "key_sc",
    securityDefinitions: { key_sc: { scheme: "apikey", ...place } },
    properties: { state: { type: "object", properties: { level: { type: "integer" } } } },
    actions: { blink: { synchronous: true } },
  });
  const taken: unknown[] = [];
  thing.setPropertyWriteHandler("state", async (value) => void taken.push(await value.value()));
  thing.setActionHandler("blink", () => void taken.push("blink"));
  await thing.expose();
  const lamp = servient.consume(thing.description);
  return { lamp, credentials, taken, [Symbol.asyncDispose]: () => servient.stop() };
}

const rows = Object.keys(bindings).flatMap((name) => places.map((place) => [name, place.in, place] as const));

describe("a key", () => {
  it.each(rows)("opens a Thing over %s from the %s, and is no part of the value", async (name, _, place) => {
    await using served = await lampOver(name, place);
    const { lamp, credentials, taken } = served;
    await expect(lamp.write("state", { level: 1 })).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    credentials.set("*", "key_sc", { apiKey: apiKeys.wrong });
    await expect(lamp.write("state", { level: 1 })).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    expect(taken).toEqual([]);
    credentials.set("*", "key_sc", { apiKey: apiKeys.right });
    await lamp.write("state", { level: 1 });
    await lamp.writeMultiple({ state: { level: 2 } });
    await lamp.invoke("blink");
    expect(taken).toEqual([{ level: 1 }, { level: 2 }, "blink"]);
  });
});

describe("a CoAP server", () => {
  it("protects descriptions, lets no cache keep them, and says when to come back (RFC 8516)", async () => {
    const server = coapServer({ port: 0 });
    const known = [{ credentials: { apiKey: apiKeys.right }, principal: { name: "ada", scopes: [] } }];
    await using servient = new Servient({
      servers: [server],
      verifier: staticVerifier({ key_sc: known }),
      descriptionAccess: "secured",
    });
    await servient.start();
    const thing = servient.produce({
      title: "Lamp",
      security: "key_sc",
      securityDefinitions: { key_sc: { scheme: "apikey", name: "key" } },
    });
    await thing.expose();
    await using client = coap();
    const get = async (path: string) => {
      const { code, maxAgeSeconds, payload } = await client.request({ url: server.addresses()[0] + path });
      return { code, maxAgeSeconds, text: new TextDecoder().decode(payload) };
    };
    for (const path of ["/lamp", "/things", "/.well-known/wot"]) {
      expect((await get(path)).code).toBe(Code.Unauthorized);
      expect(await get(`${path}?key=${apiKeys.right}`)).toMatchObject({ code: Code.Content, maxAgeSeconds: 0 });
    }
    expect((await get("/.well-known/core")).text).not.toContain("Lamp");
    expect((await get(`/.well-known/core?key=${apiKeys.right}`)).code).toBe(Code.Content);
    for (let i = 0; i < 6; i++) await get("/lamp?key=wrong");
    expect(await get("/lamp?key=wrong")).toMatchObject({ code: Code.TooManyRequests, maxAgeSeconds: 1 });
    expect((await get(`/lamp?key=${apiKeys.right}`)).code).toBe(Code.Content);
  });
});
