import { once } from "node:events";
import { connect } from "node:tls";
import { httpClient } from "@thingwright/binding-http";
import { type EmbeddedBroker, embeddedBroker } from "@thingwright/binding-mqtt";
import { Authority, FakeClock, settled } from "@thingwright/contract-tests";
import { Servient } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import {
  firstRetryMs,
  type Gateway,
  type GatewayConfiguration,
  partPatienceMs,
  startGateway,
} from "@thingwright/gateway";
import { parseRecording, RecordedDevice, site, steppedClock } from "@thingwright/simulator";
import { deviceDescription, recordedTraffic, thingModel } from "@thingwright/thing-descriptions";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Attic } from "../../support/attic.js";
import { valueIn } from "../../support/bridged-recording.js";

let broker: EmbeddedBroker;
let plug: RecordedDevice;
let gateway: Gateway | undefined;
let attic: Attic;

beforeEach(async () => {
  attic = new Attic();
  await attic.start();
  broker = await embeddedBroker({ port: 0 });
  plug = new RecordedDevice(site({ clock: steppedClock(), seed: 1 }), {
    id: "plug",
    recording: parseRecording(recordedTraffic("tasmota/plug"), { placeholders: { TOPIC: "plug" } }),
    mqttUrl: broker.localUrl,
    reconnectMs: 10,
    codecs: [],
  });
  await plug.start();
});

afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
  await plug.stop();
  await broker.close();
  await attic[Symbol.asyncDispose]();
});

const entry = (name: string, more: object = {}) => ({
  ...{ id: `urn:example:${name}`, title: name, device: "tasmota/plug", as: "plug" },
  ...{ placeholders: { MQTT_URL: broker.localUrl, TOPIC: name } },
  ...more,
});

const http = { port: 0 };
const documents: Record<string, () => Promise<unknown>> = {
  "plug.td.json": async () => deviceDescription("tasmota/plug"),
  "plug.tm.json": () => thingModel("plug"),
};

async function readFile(name: string): Promise<Uint8Array> {
  const document = documents[name];
  if (document === undefined) throw new UsageError("WOT_ARGUMENT", `${name} is not there`);
  const content = await document();
  return new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content));
}

async function start(configuration: GatewayConfiguration, more: object = {}): Promise<Gateway> {
  gateway = await startGateway(configuration, { readFile, adapters: [attic.plugin], ...more });
  return gateway;
}

const onOf = async (name: string): Promise<Response> =>
  await fetch(`${gateway!.addresses[0]}/${name}/properties/on`, { headers: { connection: "close" } });

describe("a gateway", () => {
  it("offers the devices of its configuration, and says which it cannot", async () => {
    const { parts } = await start({
      http,
      devices: [entry("plug"), entry("lamp", { device: "acme/lamp" }), entry("fan", { as: "airship" })],
    });
    expect(parts.map(({ key, problem }) => [key, problem])).toEqual([
      ["device urn:example:plug", undefined],
      ["device urn:example:lamp", 'there is no device "acme/lamp" in the catalogue'],
      ["device urn:example:fan", 'there is no model "airship" in the catalogue'],
    ]);
    await vi.waitFor(async () => expect(await (await onOf("plug")).json()).toBe(false));
    const written = await fetch(`${gateway!.addresses[0]}/plug/properties/on`, {
      ...{ method: "PUT", body: "true", headers: { "content-type": "application/json" } },
    });
    expect(written.status).toBe(204);
    expect(plug.state).toMatchObject({ power: "ON" });
  });

  it("takes descriptions and models from files, and says when one is not there", async () => {
    const { id, title, placeholders } = entry("plug");
    const own = { id, title, placeholders, description: "plug.td.json", model: "plug.tm.json" };
    const { parts } = await start({ http, devices: [own, { ...own, id: "urn:x", model: "gone.json" }] });
    expect(parts.map(({ problem }) => problem)).toEqual([undefined, expect.stringContaining("gone.json is not there")]);
    expect((await onOf("plug")).status).not.toBe(404);
  });

  it("changes what has changed, and nothing else", async () => {
    await start({ http, devices: [entry("plug"), entry("lamp")] });
    await using visitor = new Servient({ clients: [httpClient()] });
    await visitor.start();
    const seen = visitor.consume(gateway!.parts[0]!.things[0]!).observe("on");
    await vi.waitFor(async () => expect(await (await onOf("plug")).json()).toBe(false));
    const on = valueIn(seen, (value) => value === true);
    await gateway!.reload({ http, devices: [entry("plug"), entry("lamp", { title: "Hall" }), entry("fan")] });
    const things = gateway!.parts.flatMap((part) => part.things);
    expect(things.map(({ title }) => title)).toEqual(["plug", "Hall", "fan"]);
    plug.cue("press");
    expect(await on).toBe(true);
    await gateway!.reload({ http, devices: [entry("plug")] });
    expect((await onOf("fan")).status).toBe(404);
    expect((await onOf("plug")).status).not.toBe(404);
  });

  it("says of a device when each of its values was measured, where it is asked to", async () => {
    await start({ http, devices: [entry("plug", { valueTimes: true })] });
    await onOf("plug");
    const reply = await fetch(`${gateway!.addresses[0]}/plug/properties/valueTimes`, {
      headers: { connection: "close" },
    });
    expect(await reply.json()).toMatchObject({ on: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) });
  });

  it("keeps its servers while it runs", async () => {
    await start({ http });
    await expect(gateway!.reload({ http, coap: { port: 0 } })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });

  it("serves over CoAP and MQTT where these are named, and over HTTP where nothing is", async () => {
    await start({ coap: { port: 0 }, mqtt: { port: 0 } });
    expect(gateway!.addresses.map((address) => new URL(address).protocol)).toEqual(["coap:", "mqtt:"]);
    await gateway!.stop();
    await start({ mqtt: { broker: broker.localUrl } });
    expect(gateway!.addresses.map((address) => new URL(address).protocol)).toEqual(["mqtt:"]);
  });

  it("tries an adapter again that needs something that was away", async () => {
    attic.isAway = true;
    const clock = new FakeClock();
    await start({ http, attic: [{ relays: [] }] }, { clock });
    expect(gateway!.parts).toEqual([
      { key: expect.any(String), things: [], problems: [], problem: "nobody is in the attic" },
    ]);
    attic.isAway = false;
    await clock.advance(firstRetryMs - 1);
    expect(gateway!.parts[0]!.problem).toBe("nobody is in the attic");
    await clock.advance(1);
    expect(gateway!.parts).toEqual([{ key: expect.any(String), things: [], problems: [] }]);
  });

  it("lets go of a port that it cannot use altogether", async () => {
    await start({ http });
    const port = Number(new URL(gateway!.addresses[0]!).port);
    const second = startGateway({ coap: { port: 0 }, http: { port } }, { readFile });
    await expect(second).rejects.toMatchObject({ code: "WOT_ADDRESS_IN_USE" });
  });
});

/** Titles of the Things that an adapter brings, with their rooms. */
const brought = (): readonly unknown[] =>
  gateway!.parts.flatMap(({ things }) => things.map((thing) => [thing.title, (thing as never)["brick:hasLocation"]]));

describe("what a gateway's adapters bring", () => {
  const relays = [{ relays: ["lamp", "pump"] }];
  const lamp = "urn:attic:lamp";

  it("is offered, and what of it is not is told", async () => {
    await start({ http, attic: relays });
    expect(brought()).toEqual([
      ["lamp", undefined],
      ["pump", undefined],
    ]);
    expect(gateway!.parts[0]!.problems).toEqual(["lamp: it hums", "pump: it hums"]);
    await vi.waitFor(async () => expect(await (await onOf("pump")).json()).toBe(true));
  });

  it("is called, placed and hidden as the configuration says, each Thing by itself", async () => {
    await start({ http, attic: relays });
    const things = { [lamp]: { title: "Reading lamp", room: "Hall" } };
    await gateway!.reload({ http, attic: relays, things });
    const hall = { "@type": "brick:Room", "schema:name": "Hall" };
    expect(brought()).toEqual([
      ["pump", undefined],
      ["Reading lamp", hall],
    ]);
    await gateway!.reload({ http, attic: relays, things, rooms: { Hall: "https://house.example/hall" } });
    expect(brought()).toContainEqual(["Reading lamp", { "@id": "https://house.example/hall", ...hall }]);
    await gateway!.reload({ http, attic: relays, things: { [lamp]: { hidden: true } } });
    expect(brought()).toEqual([["pump", undefined]]);
    expect(attic.changes).toEqual(["joined lamp", "joined pump", "renamed lamp", "renamed lamp", "renamed lamp"]);
  });

  it("keeps its ids, and is of the model that the configuration says where it has what that needs", async () => {
    await start({ http, attic: relays, things: { [lamp]: { as: "on-off-light" }, "urn:attic:pump": { as: "blind" } } });
    const [part] = gateway!.parts;
    expect(part!.things).toMatchObject([
      { id: lamp, links: [{ rel: "type", href: expect.stringContaining("on-off-light") }] },
    ]);
    expect(part!.problems).toContainEqual(expect.stringMatching(/^pump: .*the model requires it/));
  });

  it("is called after what the configuration of a device says, too", async () => {
    await start({ http, devices: [entry("plug", { room: "Hall" }), entry("fan", { hidden: true })] });
    expect(brought()).toEqual([["plug", { "@type": "brick:Room", "schema:name": "Hall" }]]);
  });
});

describe("the security of a gateway", () => {
  const basic = { scheme: "basic", credentials: "users.json" } as const;
  const users = [{ name: "Ada", username: "ada", password: "secret" }];
  const asked = (headers: object = {}, query = "") =>
    fetch(`${gateway!.addresses[0]}/plug/properties/on${query}`, { headers: { connection: "close", ...headers } });

  it.each([
    [basic, users, { authorization: `Basic ${btoa("ada:secret")}` }, ""],
    [
      { scheme: "bearer", credentials: "users.json" },
      [{ name: "Ada", token: "t0k3n" }],
      { authorization: "Bearer t0k3n" },
      "",
    ],
    [{ scheme: "apikey", credentials: "users.json" }, [{ name: "Ada", apiKey: "k3y" }], { "x-api-key": "k3y" }, ""],
    [{ scheme: "apikey", in: "query", credentials: "users.json" }, [{ name: "Ada", apiKey: "k3y" }], {}, "?key=k3y"],
  ] as const)("lets those in who say who they are: %j", async (security, known, headers, query) => {
    documents["users.json"] = async () => known;
    await start({ http, security, devices: [entry("plug")] });
    expect((await asked()).status).toBe(401);
    expect((await asked({ authorization: `Basic ${btoa("ada:wrong")}` })).status).toBe(401);
    await vi.waitFor(async () => expect((await asked(headers, query)).status).toBe(200));
  });

  it("hides from others which devices there are", async () => {
    documents["users.json"] = async () => users;
    await start({ http, security: basic, devices: [entry("plug")], attic: [{ relays: ["lamp"] }] });
    const description = (path: string, headers: object = {}) =>
      fetch(`${gateway!.addresses[0]}${path}`, { headers: { connection: "close", ...headers } });
    for (const path of ["/plug", "/lamp"]) expect((await description(path)).status).toBe(401);
    const { status } = await description("/lamp", { authorization: `Basic ${btoa("ada:secret")}` });
    expect(status).toBe(200);
  });

  it.each<[string, unknown]>([
    ["nothing", []],
    ["an object", {}],
    ["an entry without a secret", [{ name: "Ada", username: "ada" }]],
    ["an entry of another scheme", [{ name: "Ada", token: "t" }]],
    ["an entry with an empty secret", [{ name: "Ada", username: "ada", password: "" }]],
    ["no JSON", "["],
  ])("refuses a file of users with %s", async (_, known) => {
    documents["users.json"] = async () => known;
    await expect(start({ http, security: basic })).rejects.toMatchObject({
      code: "WOT_ARGUMENT",
      message: expect.stringContaining("users.json"),
    });
  });

  it.each([
    ["MQTT, whose messages say nothing of who published them", { mqtt: { port: 0 } }],
    ["CoAP, which has no headers", { coap: { port: 0 } }],
  ])("is refused with %s", async (_, servers) => {
    documents["users.json"] = async () => users;
    await expect(start({ ...servers, security: basic })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });

  it("stays as it is while the gateway runs", async () => {
    documents["users.json"] = async () => users;
    await start({ http });
    await expect(gateway!.reload({ http, security: basic })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });

  it("has to be there before other machines can reach the gateway", async () => {
    const everywhere = { address: "0.0.0.0", advertise: ["house.example"], port: 0 };
    await expect(start({ http: everywhere })).rejects.toMatchObject({ code: "WOT_INSECURE_EXPOSE" });
  });
});

describe("a gateway with a certificate", () => {
  it("is reached by TLS, and shows the certificate that its files have after a reload", async () => {
    const authority = new Authority("house");
    const use = (name: string) => {
      const identity = authority.issue({ commonName: name });
      documents["cert.pem"] = async () => identity.cert;
      documents["key.pem"] = async () => identity.key;
    };
    const shown = async (): Promise<string> => {
      const { hostname: host, port } = new URL(gateway!.addresses[0]!);
      const socket = connect({ host, port: Number(port), ca: authority.cert });
      await once(socket, "secureConnect");
      const { CN } = socket.getPeerCertificate().subject;
      socket.destroy();
      return CN as string;
    };
    const configuration = { http: { port: 0, tls: { cert: "cert.pem", key: "key.pem" } } };
    use("this year");
    await start(configuration);
    expect(gateway!.addresses).toEqual([expect.stringMatching(/^https:/)]);
    expect(await shown()).toBe("this year");
    use("next year");
    await gateway!.reload(configuration);
    expect(await shown()).toBe("next year");
  });
});

describe("an adapter that never answers", () => {
  it("keeps nobody from being offered, nor the gateway from ending", async () => {
    const clock = new FakeClock();
    const silentPlugin = { ...attic.plugin, name: "silent", start: () => new Promise<never>(() => {}) };
    const starting = startGateway(
      { http, silent: [{ relays: ["a"] }], attic: [{ relays: ["lamp"] }] },
      { readFile, adapters: [silentPlugin, attic.plugin], clock },
    );
    await settled();
    await clock.advance(partPatienceMs);
    gateway = await starting;
    expect(gateway.parts).toMatchObject([
      { key: "silent a", things: [], problem: "it has not answered yet" },
      { key: "attic lamp", things: [{ title: "lamp" }] },
    ]);
    const stopping = gateway.stop();
    await settled();
    await clock.advance(partPatienceMs);
    await stopping;
  });
});
