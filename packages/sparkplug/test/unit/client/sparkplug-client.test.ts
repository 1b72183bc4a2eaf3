import { type EmbeddedBroker, embeddedBroker, mqttClient } from "@thingwright/binding-mqtt";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { connectAsync } from "mqtt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Metric, type SparkplugLimits, sparkplugClient } from "../../../src/index.js";
import { FakeEdgeNode } from "../../support/fake-edge-node.js";

let broker: EmbeddedBroker;
let node: FakeEdgeNode;
let servient: Servient;

const metrics: readonly Metric[] = [
  { name: "Properties/Site", alias: 1, dataType: "String", value: "north" },
  { name: "Node Control/Rebirth", dataType: "Boolean", value: false },
];
const damper: readonly Metric[] = [
  { name: "Outputs/Position", alias: 10, dataType: "UInt16", value: 20 },
  { name: "Inputs/Temperature", alias: 11, dataType: "Float", value: 21.5 },
  { name: "Alarms/Filter", dataType: "Boolean", value: false },
];

beforeEach(async () => {
  broker = await embeddedBroker({ port: 0 });
  node = await FakeEdgeNode.connect(broker.localUrl);
  servient = await started();
});

afterEach(async () => {
  await servient.stop();
  await node[Symbol.asyncDispose]();
  await broker.close();
});

async function started(limits: Partial<SparkplugLimits> = {}): Promise<Servient> {
  const client = sparkplugClient({ mqtt: mqttClient(), limits: { rebirthIntervalMs: 20, ...limits } });
  const own = new Servient({ clients: [client] });
  await own.start();
  return own;
}

const form = (op: string | readonly string[], metric: string, more: object = {}) => [
  {
    href: broker.localUrl,
    op,
    "spb:group": "plant",
    "spb:edgeNode": "ahu-1",
    "spb:device": "damper",
    "spb:metric": metric,
    ...more,
  },
];
const all = ["readproperty", "writeproperty", "observeproperty"];

const thing = (own = servient): ConsumedThing =>
  own.consume({
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", { spb: "https://thingwright.org/ns/sparkplug#" }],
    title: "Damper",
    securityDefinitions: { nosec: { scheme: "nosec" } },
    security: "nosec",
    properties: {
      position: { type: "integer", observable: true, forms: form(all, "Outputs/Position") },
      temperature: { type: "number", observable: true, forms: form(all, "Inputs/Temperature") },
      site: { type: "string", forms: form("readproperty", "Properties/Site", { "spb:device": undefined }) },
      online: {
        type: "boolean",
        observable: true,
        forms: form(all, "", { "spb:metric": undefined, "spb:online": true }),
      },
      missing: { type: "string", forms: form("readproperty", "No/Such") },
    },
    actions: { open: { forms: form("invokeaction", "Outputs/Position", { "spb:value": 100 }) } },
    events: { filter: { data: { type: "boolean" }, forms: form("subscribeevent", "Alarms/Filter") } },
  } as never) as ConsumedThing;

describe("a metric of Sparkplug", () => {
  it("is read from the birth, which is asked for", async () => {
    await node.birth(metrics, { damper });
    const own = thing();
    expect(await own.read("temperature")).toBe(21.5);
    expect(await own.read("site")).toBe("north");
    expect(node.rebirths).toBe(1);
  });

  it("is what data by its alias have made of it, whose type they do not say", async () => {
    await node.birth(metrics, { damper });
    const own = thing();
    await own.read("position");
    const values = own.observe("position");
    expect((await values.next()).value).toBe(20);
    await node.say("DDATA", "damper", [{ alias: 10, value: 55 } as Metric]);
    expect((await values.next()).value).toBe(55);
    expect(await own.read("position")).toBe(55);
    await values.return();
  });

  it("is written with the type of its birth", async () => {
    await node.birth(metrics, { damper });
    await thing().write("position", 70);
    const isWrite = ({ topic }: { readonly topic: string }) => topic.endsWith("DCMD/ahu-1/damper");
    await node.until(() => node.commands.some(isWrite), "a command");
    expect(node.commands.find(isWrite)!.metrics[0]).toMatchObject({
      name: "Outputs/Position",
      dataType: "UInt16",
      value: 70,
    });
  });

  it("is set to a constant by an action", async () => {
    await node.birth(metrics, { damper });
    await thing().invoke("open");
    await node.until(() => node.commands.some(({ metrics: [metric] }) => metric?.value === 100), "the command");
  });

  it("takes no value that its type does not have", async () => {
    await node.birth(metrics, { damper });
    await expect(thing().write("position", -1)).rejects.toMatchObject({ code: "WOT_DATA_SYNTAX" });
  });

  it("is an event when it changes, and not at a birth", async () => {
    await node.birth(metrics, { damper });
    const own = thing();
    const events = own.subscribe("filter");
    await events.ready;
    await own.read("temperature");
    await node.birth(metrics, {
      damper: damper.map((each) => (each.name === "Alarms/Filter" ? { ...each, value: true } : each)),
    });
    await node.say("DDATA", "damper", [{ name: "Alarms/Filter", dataType: "Boolean", value: true }]);
    await node.say("DDATA", "damper", [{ name: "Alarms/Filter", dataType: "Boolean", value: false }]);
    expect([(await events.next()).value, (await events.next()).value]).toEqual([true, false]);
    await events.return();
  });

  it("is unavailable while its device or its edge node has died, and back with the birth", async () => {
    await node.birth(metrics, { damper });
    const own = thing();
    const told: string[] = [];
    const values = own.observe("temperature", {
      onInterrupted: () => told.push("interrupted"),
      onResumed: () => told.push("resumed"),
    });
    await values.next();
    await node.say("DDEATH", "damper", []);
    await expect.poll(() => told).toEqual(["interrupted"]);
    await expect(own.read("temperature")).rejects.toMatchObject({ code: "WOT_NETWORK" });
    await node.say(
      "DBIRTH",
      "damper",
      damper.map((each) => (each.alias === 11 ? { ...each, value: 19 } : each)),
    );
    expect((await values.next()).value).toBe(19);
    node.cut();
    await expect.poll(() => told).toEqual(["interrupted", "resumed", "interrupted"]);
    await values.return();
  });

  it("is there as long as its device is, which can be read and observed", async () => {
    await node.birth(metrics, { damper });
    const own = thing();
    const values = own.observe("online");
    expect((await values.next()).value).toBe(true);
    await node.say("DDEATH", "damper", []);
    expect((await values.next()).value).toBe(false);
    expect(await own.read("online")).toBe(false);
    await node.say("DBIRTH", "damper", damper);
    expect((await values.next()).value).toBe(true);
    await expect(own.write("online", false)).rejects.toMatchObject({ code: "WOT_NO_FORM" });
    await values.return();
  });

  it("is not away by a death of an earlier connection", async () => {
    const other = await FakeEdgeNode.connect(broker.localUrl, 7);
    await other.birth(metrics, { damper });
    const own = thing();
    expect(await own.read("temperature")).toBe(21.5);
    // The will of the first session has bdSeq 0.
    node.cut();
    await other.say("DDATA", "damper", [{ name: "Inputs/Temperature", dataType: "Float", value: 22 }]);
    await expect.poll(() => own.read("temperature")).toBe(22);
    await other[Symbol.asyncDispose]();
  });

  it("has the edge node born again when a number is missing, or what comes was not born", async () => {
    await node.birth(metrics, { damper });
    const own = thing();
    await own.read("temperature");
    node.seq += 1;
    await node.say("DDATA", "damper", [{ name: "Inputs/Temperature", dataType: "Float", value: 23 }]);
    await node.until(() => node.rebirths === 2, "a rebirth for a gap");
    await node.say("DDATA", "damper", [{ alias: 99, dataType: "Float", value: 1 } as Metric]);
    await node.until(() => node.rebirths === 3, "a rebirth for an alias");
    await node.garbage("NDATA");
    await node.until(() => node.rebirths === 4, "a rebirth for garbage");
  });

  it("is not asked for again and again", async () => {
    const slow = await started({ rebirthIntervalMs: 60_000 });
    node.obeysRebirth = false;
    const own = thing(slow);
    const reading = own.read("temperature").catch(() => undefined);
    await node.until(() => node.rebirths === 1, "a rebirth");
    for (let index = 0; index < 5; index++) await node.say("DDATA", "damper", [{ alias: 10, value: 1 } as Metric]);
    await node.birth(metrics, { damper });
    expect(await reading).toBe(21.5);
    expect(node.rebirths).toBe(1);
    await slow.stop();
  });

  it("is said not to be there when the birth has none of its name", async () => {
    await node.birth(metrics, { damper });
    await expect(thing().read("missing")).rejects.toMatchObject({ code: "WOT_REMOTE", status: "404" });
  });

  it("is waited for until the deadline", async () => {
    node.obeysRebirth = false;
    await expect(thing().read("temperature", { timeoutMs: 50 })).rejects.toMatchObject({
      code: "WOT_TIMEOUT",
      sent: false,
    });
  });

  it("is passed over when it was kept by the node and is no present value", async () => {
    await node.birth(metrics, { damper });
    const own = thing();
    await own.read("temperature");
    await node.say("DDATA", "damper", [
      { name: "Inputs/Temperature", dataType: "Float", value: 5, isHistorical: true },
    ]);
    await node.say("DDATA", "damper", [{ name: "Inputs/Temperature", dataType: "Float", value: 6 }]);
    await expect.poll(() => own.read("temperature")).toBe(6);
  });
});

describe("a Form without a metric", () => {
  it("is one of MQTT as ever", async () => {
    const own = servient.consume({
      "@context": "https://www.w3.org/2022/wot/td/v1.1",
      title: "Plain",
      securityDefinitions: { nosec: { scheme: "nosec" } },
      security: "nosec",
      properties: {
        x: {
          type: "integer",
          observable: true,
          forms: [{ href: broker.localUrl, op: "observeproperty", "mqv:filter": "a/x" }],
        },
      },
    } as never) as ConsumedThing;
    const values = own.observe("x");
    await values.ready;
    const client = await connectAsync(broker.localUrl);
    await client.publishAsync("a/x", "3");
    expect((await values.next()).value).toBe(3);
    await client.endAsync();
  });
});
