import { FakeClock, settled } from "@thingwright/contract-tests";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { propertyId } from "../../../src/device/property-id.js";
import { type BacnetClientOptions, bacnetClient } from "../../../src/index.js";
import { type Behaviour, FakeDevice, flags, real } from "../../support/fake-device.js";
import { MemoryLan } from "../../support/memory-lan.js";
import { analogInput, multiState, setpoint } from "../../support/room-objects.js";

const own = { host: "192.0.2.200", port: 47808 };
const { presentValue, statusFlags, reliability, priorityArray } = propertyId;

let lan: MemoryLan;
let clock: FakeClock;
let servient: Servient;
let device: FakeDevice;

const objects = () => ({
  "0,1": analogInput("Temperature", 21.5, 62),
  "2,1": setpoint("Setpoint", 20, 62),
  "19,1": multiState("Mode", 1, ["Off", "Heat"]),
});

beforeEach(() => {
  lan = new MemoryLan();
  clock = new FakeClock();
});

afterEach(async () => {
  const stopping = servient.stop();
  await clock.advance(10_000);
  await stopping;
  await device.stop();
});

async function start(behaviour: Behaviour = {}, options: Partial<BacnetClientOptions> = {}): Promise<void> {
  device = await FakeDevice.start(lan, 5, objects(), behaviour);
  const client = bacnetClient({ open: lan.at(own), clock, random: () => 0.5, ...options });
  servient = new Servient({ clients: [client], clock });
}

const form = (path: string, op: string | readonly string[], terms: object = {}) => ({
  href: `bacnet://5/${path}`,
  op,
  ...terms,
});

function thing(properties: Record<string, object>, actions: Record<string, object> = {}): ConsumedThing {
  return servient.consume({
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", { bacv: "http://www.w3.org/2022/bacnet#" }],
    title: "Room",
    securityDefinitions: { nosec: { scheme: "nosec" } },
    security: "nosec",
    properties,
    actions,
  } as never) as ConsumedThing;
}

const watched = (path: string, terms: object = {}) => ({
  type: "number",
  observable: true,
  forms: [form(path, ["readproperty", "observeproperty", "unobserveproperty"], terms)],
});

const written = (path: string, type = "number") => ({
  type,
  forms: [form(path, ["readproperty", "writeproperty"])],
});

/** Lets datagrams go to and fro. */
async function turns(count = 40): Promise<void> {
  for (let turn = 0; turn < count; turn++) await settled();
}

/** What an observation brings, and what else it tells. */
function heardOf(room: ConsumedThing, name: string): unknown[] {
  const heard: unknown[] = [];
  const values = room.observe(name, {
    onInterrupted: ({ code }) => heard.push(code),
    onResumed: () => heard.push("resumed"),
  });
  void (async () => {
    for await (const value of values) heard.push(value);
  })().catch((error: Error) => heard.push(error.message));
  return heard;
}

const failure = (promise: Promise<unknown>): Promise<{ code?: string; message: string }> =>
  promise.then(
    () => ({ message: "it succeeded" }),
    (error) => error,
  );

describe("a property of a BACnet object", () => {
  it("is read, by its device's number alone", async () => {
    await start();
    const room = thing({ temperature: watched("0,1"), priorities: { forms: [form("2,1/87", "readproperty")] } });
    expect(await room.read("temperature")).toBe(21.5);
    expect(await room.read("priorities")).toEqual(Array(16).fill(null));
  });

  it("is read together with others that are asked for at the same time", async () => {
    await start();
    const room = thing({ a: watched("0,1"), b: watched("2,1"), c: watched("19,1") });
    expect(await Promise.all(["a", "b", "c"].map((name) => room.read(name)))).toEqual([21.5, 20, 1]);
    expect(device.asked).toEqual([14]);
  });

  it("is read alone where the device can do no more, or one of them is not there", async () => {
    await start({ hasReadMultiple: false });
    const room = thing({ a: watched("0,1"), b: watched("2,1"), gone: watched("0,9") });
    const [a, b, gone] = await Promise.all([room.read("a"), room.read("b"), failure(room.read("gone"))]);
    expect([a, b]).toEqual([21.5, 20]);
    expect(gone).toMatchObject({ code: "WOT_REMOTE", message: expect.stringContaining("unknown-property") });
  });

  it("waits its turn, as many as may, and no longer than its reader does", async () => {
    await start({ hasReadMultiple: false }, { limits: { maxQueuedReads: 50 } });
    const room = thing({ a: watched("0,1") });
    await room.read("a");
    const readings = Array.from({ length: 60 }, () => room.read("a").catch(({ code }) => code));
    const answers = await Promise.all(readings);
    expect(answers.filter((each) => each === 21.5)).toHaveLength(50);
    expect(answers.filter((each) => each === "WOT_TOO_MANY")).toHaveLength(10);
    device.behaviour.isSilent = true;
    const late = Array.from({ length: 50 }, () => failure(room.read("a", { timeoutMs: 2000 })));
    await turns();
    await clock.advance(2200);
    const codes = (await Promise.all(late)).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(["WOT_TIMEOUT"]));
  });

  it("is read from segments, also when one is lost or comes twice", async () => {
    await start({ maxAnswerBytes: 50, stumbles: true });
    for (let instance = 10; instance < 200; instance++) device.objects.set(`0,${instance}`, analogInput("x", 1, 95));
    device.touch();
    const room = thing({ list: { forms: [form("8,5/76", "readproperty")] } });
    expect(await room.read("list")).toHaveLength(194);
  });

  it("is written at the priority of the address, and relinquished by an action", async () => {
    await start();
    const relinquish = {
      forms: [form("2,1?commandPriority=8", "invokeaction", { "bacv:hasDataType": { "@type": "bacv:Null" } })],
    };
    const room = thing({ setpoint: written("2,1?commandPriority=8") }, { relinquish });
    await room.write("setpoint", 22);
    expect(device.objects.get("2,1")![priorityArray]![7]).toEqual(real(22));
    expect(await room.read("setpoint")).toBe(22);
    await room.start("relinquish");
    expect(await room.read("setpoint")).toBe(20);
  });

  it("takes its priority from a variable where the address has one", async () => {
    await start();
    const room = thing({
      setpoint: {
        type: "number",
        uriVariables: { priority: { type: "integer" } },
        forms: [form("2,1{?commandPriority}", "writeproperty")],
      },
    });
    await room.write("setpoint", 23);
    expect(device.objects.get("2,1")![priorityArray]![15]).toEqual(real(23));
  });

  it("says in the device's words why it is not written", async () => {
    await start();
    const room = thing({ temperature: written("0,1"), setpoint: written("2,1") });
    expect(await failure(room.write("temperature", 22))).toMatchObject({
      code: "WOT_REMOTE",
      message: expect.stringContaining("property/write-access-denied"),
    });
    expect(await failure(room.write("setpoint", 99))).toMatchObject({ code: "WOT_DATA_INVALID" });
  });

  it("that its object calls faulty is an error where the Form says so, with the reason", async () => {
    await start();
    const room = thing({ strict: watched("0,1", { "twb:refuseFaulty": true }), plain: watched("0,1") });
    const heard = heardOf(room, "strict");
    await turns();
    device.objects.get("0,1")![reliability] = [{ type: "enumerated", value: 4 }];
    device.change("0,1", statusFlags, flags(1));
    await turns();
    expect(await failure(room.read("strict"))).toMatchObject({ message: expect.stringContaining("open-loop") });
    expect(await room.read("plain")).toBe(21.5);
    device.change("0,1", statusFlags, flags());
    await turns();
    expect(heard).toEqual([21.5, "WOT_REMOTE", "resumed"]);
    expect(await room.read("strict")).toBe(21.5);
  });

  it("of a device that is nowhere cannot be read, and the device is searched for", async () => {
    await start({ isSilent: true });
    const room = thing({ temperature: watched("0,1") });
    const reading = failure(room.read("temperature", { timeoutMs: 3500 }));
    await turns();
    await clock.advance(3500);
    expect(await reading).toMatchObject({ code: "WOT_NETWORK", sent: false });
    expect(lan.sent.length).toBe(3);
  });

  it("is asked for again when an answer is lost", async () => {
    await start();
    const room = thing({ temperature: watched("0,1") });
    await room.read("temperature");
    device.behaviour.isSilent = true;
    const reading = room.read("temperature");
    await turns();
    await clock.advance(1000);
    device.behaviour.isSilent = false;
    await clock.advance(600);
    await turns();
    expect(await reading).toBe(21.5);
  });

  it("is not taken from an answer that is nonsense, about something else, or from somebody else", async () => {
    await start();
    const room = thing({ temperature: watched("0,1") });
    device.behaviour.answer = (service, id) => Uint8Array.of(0x30, id, service, 0x3e, 0x44);
    expect(await failure(room.read("temperature"))).toMatchObject({ code: "WOT_PROTOCOL" });
    const other = [0x0c, 0, 0, 0, 2, 0x19, 85, 0x3e, 0x44, 0, 0, 0, 0, 0x3f];
    device.behaviour.answer = (service, id) => Uint8Array.of(0x30, id, service, ...other);
    expect(await failure(room.read("temperature"))).toMatchObject({ code: "WOT_PROTOCOL" });
    device.behaviour.answer = (service, id) => {
      const forged = [0x0c, 0, 0, 0, 1, 0x19, 85, 0x3e, 0x44, 0, 0, 0, 0, 0x3f];
      const apdu = [0x01, 0x00, 0x30, id, service, ...forged];
      lan.send(Uint8Array.of(0x81, 0x0a, 0, apdu.length + 4, ...apdu), { host: "192.0.2.66", port: 47808 }, own);
      return undefined;
    };
    expect(await room.read("temperature")).toBe(21.5);
  });
});

describe("an observed property of a BACnet object", () => {
  it("is told by the device, over one subscription for all that watch", async () => {
    await start();
    const room = thing({ a: watched("0,1"), b: watched("0,1/85"), status: { ...watched("0,1/111"), type: "array" } });
    const [a, b, status] = ["a", "b", "status"].map((name) => heardOf(room, name));
    await turns();
    expect(device.subscriptions).toHaveLength(1);
    device.change("0,1", presentValue, real(22));
    await turns();
    expect([a!.at(-1), b!.at(-1), status!.at(-1)]).toEqual([22, 22, []]);
  });

  it("keeps its subscription by asking again before it ends, and ends it", async () => {
    await start({}, { limits: { heartbeatMs: 1_000_000 } });
    const room = thing({ a: watched("0,1") });
    const values = room.observe("a");
    const first = values.next();
    await turns();
    expect((await first).value).toBe(21.5);
    const count = device.asked.filter((service) => service === 5).length;
    await clock.advance(150_000);
    await turns();
    expect(device.asked.filter((service) => service === 5)).toHaveLength(count + 1);
    await values.return();
    await turns();
    expect(device.subscriptions).toEqual([]);
  });

  it("keeps its subscription when the device misses one renewal", async () => {
    await start({}, { limits: { heartbeatMs: 1_000_000 } });
    const heard = heardOf(thing({ a: watched("0,1") }), "a");
    await turns();
    await clock.advance(149_000);
    device.behaviour.isSilent = true;
    await clock.advance(3_000);
    device.behaviour.isSilent = false;
    device.subscriptions.length = 0;
    await clock.advance(20_000);
    await turns();
    expect(device.subscriptions).toHaveLength(1);
    device.change("0,1", presentValue, real(25));
    await turns();
    expect(heard.at(-1)).toBe(25);
  });

  it("is subscribed to for all that watch it, also when the first of them gives up", async () => {
    await start({ isSilent: true });
    const room = thing({ a: watched("0,1"), b: watched("0,1") });
    const ending = new AbortController();
    const first = room
      .observe("a", { signal: ending.signal })
      .next()
      .catch(({ code }) => code);
    const heard = heardOf(room, "b");
    await turns();
    ending.abort();
    device.behaviour.isSilent = false;
    await clock.advance(3_000);
    await turns();
    expect(await first).not.toMatchObject({ value: 21.5 });
    expect(heard).toEqual([21.5]);
    expect(device.subscriptions).toHaveLength(1);
  });

  it("that cannot be read does not disturb what can be of the same object", async () => {
    await start({ hasCov: false });
    delete device.objects.get("0,1")![statusFlags];
    const room = thing({
      a: watched("0,1", { "twb:pollingTime": 2000 }),
      b: watched("0,1/111", { "twb:pollingTime": 2000 }),
    });
    const heard = heardOf(room, "a");
    await turns();
    const other = heardOf(room, "b");
    await turns();
    device.change("0,1", presentValue, real(30));
    await clock.advance(2000);
    await turns();
    expect(heard).toEqual([21.5, 30]);
    expect(other).toEqual(["WOT_REMOTE"]);
  });

  it("is not told by anybody else", async () => {
    await start();
    const heard = heardOf(thing({ a: watched("0,1") }), "a");
    await turns();
    const forger = await FakeDevice.start(lan, 5, { "0,1": analogInput("x", 99, 62) }, {}, "192.0.2.66");
    forger.subscriptions.push({ processId: 1, object: { type: 0, instance: 1 }, isConfirmed: false, from: own });
    forger.change("0,1", presentValue, real(99));
    await turns();
    expect(heard).toEqual([21.5]);
    await forger.stop();
  });

  it("is read again and again where the device does not tell", async () => {
    await start({ hasCov: false });
    const room = thing({ a: watched("0,1", { "twb:pollingTime": 2000 }) });
    const heard = heardOf(room, "a");
    await turns();
    device.change("0,1", presentValue, real(22));
    await clock.advance(2000);
    await turns();
    expect(heard).toEqual([21.5, 22]);
  });

  it("is told to be away when the device does not answer, and works again when it is back", async () => {
    await start();
    const room = thing({ a: watched("0,1") });
    const heard = heardOf(room, "a");
    await turns();
    device.behaviour.isSilent = true;
    await clock.advance(25_000);
    expect(heard).toEqual([21.5, "WOT_TIMEOUT"]);
    device.behaviour.isSilent = false;
    device.restart();
    device.change("0,1", presentValue, real(23));
    device.introduce();
    await turns();
    expect(heard).toEqual([21.5, "WOT_TIMEOUT", "resumed", 23]);
  });

  it("is subscribed to anew when the device has begun anew without being missed", async () => {
    await start();
    const room = thing({ a: watched("0,1") });
    const heard = heardOf(room, "a");
    await turns();
    device.restart();
    expect(device.subscriptions).toEqual([]);
    device.introduce();
    await turns();
    device.change("0,1", presentValue, real(24));
    await turns();
    expect(heard).toEqual([21.5, 24]);
  });

  it("is told after a write what holds, also when a stronger command does", async () => {
    await start();
    const room = thing({
      setpoint: {
        ...written("2,1?commandPriority=8"),
        ...watched("2,1"),
        forms: [...watched("2,1").forms, form("2,1?commandPriority=8", "writeproperty")],
      },
    });
    device.command("2,1", 5, real(18));
    const heard = heardOf(room, "setpoint");
    await turns();
    await room.write("setpoint", 25);
    await turns();
    expect(device.objects.get("2,1")![priorityArray]![7]).toEqual(real(25));
    expect(heard).toEqual([18, 18]);
  });

  it("that nobody watches any more is answered as unknown", async () => {
    await start();
    const room = thing({ a: watched("0,1") });
    await room.read("a");
    const apdu = [0x01, 0x04, 0x00, 0x05, 9, 1, 0x09, 0x01, 0x1c, 2, 0, 0, 5, 0x2c, 0, 0, 0, 1, 0x39, 0, 0x4e, 0x4f];
    lan.send(Uint8Array.of(0x81, 0x0a, 0, apdu.length + 4, ...apdu), device.address, own);
    await turns(4);
    const [answer] = lan.sent.slice(-1);
    expect([...answer!.datagram.subarray(6)]).toEqual([0x50, 9, 1, 0x91, 5, 0x91, 72]);
  });
});

describe("the BACnet client", () => {
  it("goes on whatever comes in", async () => {
    await start();
    const room = thing({ temperature: watched("0,1") });
    const heard = heardOf(room, "temperature");
    await turns();
    let seed = 1;
    const random = (below: number): number => {
      seed = (seed * 48271) % 0x7fffffff;
      return seed % below;
    };
    const seen = lan.sent.map(({ datagram }) => datagram);
    for (let count = 0; count < 2000; count++) {
      const bytes = Uint8Array.from(seen[random(seen.length)]!);
      for (let flips = random(4); flips >= 0; flips--) bytes[random(bytes.length)] = random(256);
      const cut = random(3) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
      lan.send(cut, device.address, own);
    }
    await turns();
    device.change("0,1", presentValue, real(19));
    await turns();
    expect(heard.at(-1)).toBe(19);
    expect(await room.read("temperature")).toBe(19);
  });

  it("refuses Forms that it cannot serve, with the reason", async () => {
    await start();
    const refused = async (path: string, terms: object = {}): Promise<string> =>
      (await failure(thing({ x: { forms: [form(path, "readproperty", terms)] } }).read("x"))).message;
    expect(await refused("0,1/x")).toContain("all of them numbers");
    expect(await refused("0,1", { contentType: "application/octet-stream" })).toContain("JSON");
    expect(await refused("0,1", { subprotocol: "x" })).toContain("subprotocol");
    expect(await refused("0,1", { "bacv:usesService": "WriteProperty" })).toContain("ReadProperty");
    expect(await refused("0,1", { "bacv:hasDataType": { "@type": "bacv:Text" } })).toContain("no data type");
  });

  it("refuses addresses and limits that are none", () => {
    device = { stop: async () => {} } as never;
    servient = new Servient();
    expect(() => bacnetClient({ addresses: ["controller"] })).toThrow("IPv4");
    expect(() => bacnetClient({ broadcast: "192.0.2.255:70000" })).toThrow("port");
    expect(() => bacnetClient({ limits: { apduTimeoutMs: 0 } })).toThrow("apduTimeoutMs");
  });

  it("asks given addresses one by one, and a BBMD to spread what is for all", async () => {
    const bbmd = { host: "198.51.100.1", port: 47808 };
    await start({}, { bbmd: "198.51.100.1", addresses: ["192.0.2.5"] });
    const room = thing({ temperature: watched("0,1") });
    expect(await room.read("temperature")).toBe(21.5);
    const toBbmd = lan.sent.filter(({ to }) => to === `${bbmd.host}:${bbmd.port}`);
    expect(toBbmd.map(({ datagram }) => datagram[1])).toEqual([5, 9]);
    await clock.advance(150_000);
    expect(lan.sent.filter(({ datagram }) => datagram[1] === 5)).toHaveLength(2);
  });

  it("believes no second device of a number while the first answers", async () => {
    await start();
    const room = thing({ temperature: watched("0,1") });
    await room.read("temperature");
    const other = await FakeDevice.start(lan, 5, { "0,1": analogInput("x", -40, 62) }, {}, "192.0.2.99");
    other.introduce();
    await turns();
    expect(await room.read("temperature")).toBe(21.5);
    device.behaviour.isSilent = true;
    const lost = failure(room.read("temperature", { timeoutMs: 4500 }));
    await turns();
    await clock.advance(4500);
    await lost;
    expect(await room.read("temperature")).toBe(-40);
    await other.stop();
  });
});
