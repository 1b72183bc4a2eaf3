import { type EmbeddedBroker, embeddedBroker, mqttClient, mqttServer } from "@thingwright/binding-mqtt";
import { type ExposedThing, Servient } from "@thingwright/core";
import type { ThingDescription } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type NodeWot,
  type NodeWotExposedThing,
  type NodeWotMqttClientFactory,
  type NodeWotServient,
  nodeWot,
} from "./support/node-wot.js";

const init = {
  title: "counter",
  properties: { count: { type: "integer", observable: true } },
  actions: { add: { input: { type: "integer" }, output: { type: "integer" } } },
  events: { reset: { data: { type: "string" } } },
} as const;

/** For what never comes. */
const shortMs = 300;
const never = (promise: Promise<unknown>): Promise<unknown> =>
  Promise.race([promise, new Promise((resolve) => setTimeout(resolve, shortMs, "never"))]);

let broker: EmbeddedBroker;
let theirs: NodeWotServient;
let clients: NodeWotMqttClientFactory;
let wot: NodeWot;
let ours: Servient;

beforeEach(async () => {
  broker = await embeddedBroker({ port: 0 });
  theirs = new nodeWot.core.Servient();
  clients = new nodeWot.mqtt.MqttClientFactory();
  ours = new Servient({ clients: [mqttClient()], servers: [mqttServer({ broker: broker.url })] });
});

afterEach(async () => {
  // Its own end of a client unsubscribes without waiting, and nobody takes the rejection of that.
  for (const { pools } of clients.clients.splice(0))
    for (const { client } of pools.values()) await client.endAsync(true);
  await theirs.shutdown();
  await ours.stop();
  await broker.close();
});

describe("node-wot's MQTT client, with a Thing of ours", () => {
  let exposed: ExposedThing<typeof init>;
  let count = 1;
  beforeEach(async () => {
    theirs.addClientFactory(clients);
    wot = await theirs.start();
    await ours.start();
    exposed = ours.produce(init);
    count = 1;
    exposed.setPropertyReadHandler("count", async () => count);
    exposed.setPropertyWriteHandler("count", async (value) => {
      count = (await value.value()) as number;
      await exposed.emitPropertyChange("count");
    });
    exposed.setActionHandler("add", async (input) => {
      count += (await input.value()) as number;
      return count;
    });
    await exposed.expose();
  });
  const consumed = () => wot.consume(structuredClone(exposed.getThingDescription()) as object);

  it("reads a property: it takes the topic from the address, and the value is retained", async () => {
    const thing = await consumed();
    expect(await (await thing.readProperty("count")).value()).toBe(1);
    expect(await (await thing.readProperty("count")).value()).toBe(1);
  });

  it("writes a property and observes it", async () => {
    const thing = await consumed();
    const values: unknown[] = [];
    await thing.observeProperty("count", async (output) => void values.push(await output.value()));
    await thing.writeProperty("count", 7);
    await expect.poll(() => values).toEqual([1, 7]);
  });

  it("never gets the answer to a second read that begins before the first has ended", async () => {
    const thing = await consumed();
    const [first, second] = [thing.readProperty("count"), thing.readProperty("count")];
    expect(await (await first).value()).toBe(1);
    expect(await never(second)).toBe("never");
  });

  it("invokes an action, and never gets its output", async () => {
    const thing = await consumed();
    const output = await thing.invokeAction("add", 2);
    await expect.poll(() => count).toBe(3);
    await expect(output?.value()).rejects.toThrow("Invalid value");
  });

  it("hears an event", async () => {
    const thing = await consumed();
    const data: unknown[] = [];
    await thing.subscribeEvent("reset", async (output) => void data.push(await output.value()));
    exposed.emitEvent("reset", "now");
    await expect.poll(() => data).toEqual(["now"]);
  });
});

describe("our MQTT client, with a Thing of node-wot", () => {
  let count = 1;
  let exposed: NodeWotExposedThing;
  beforeEach(async () => {
    theirs.addServer(new nodeWot.mqtt.MqttBrokerServer({ uri: broker.url }));
    wot = await theirs.start();
    exposed = await wot.produce(init);
    exposed.setPropertyReadHandler("count", async () => count);
    exposed.setPropertyWriteHandler("count", async (value) => {
      count = (await value.value()) as number;
      await exposed.emitPropertyChange("count");
    });
    exposed.setActionHandler("add", async (input) => {
      count += (await input.value()) as number;
      return count;
    });
    await exposed.expose();
  });
  const consumed = () => ours.consume(exposed.getThingDescription() as ThingDescription);

  it("writes a property and observes it", async () => {
    await using observation = consumed().observe<number>("count");
    await observation.ready;
    const next = observation.next();
    await consumed().write("count", 41);
    expect((await next).value).toBe(41);
  });

  it("has a property's value only with its next change: nothing is retained", async () => {
    await expect(consumed().read("count", { timeoutMs: shortMs })).rejects.toMatchObject({
      code: "WOT_TIMEOUT",
      message: expect.stringContaining("no retained value"),
    });
  });

  it("invokes an action; its output is not told, and that is no output rather than a made-up one", async () => {
    count = 1;
    expect(await consumed().invoke("add", 2)).toBeUndefined();
    await expect.poll(() => count).toBe(3);
  });

  it("hears an event, which comes at QoS 2", async () => {
    await using events = consumed().subscribe<string>("reset");
    await events.ready;
    const next = events.next();
    exposed.emitEvent("reset", "now");
    expect((await next).value).toBe("now");
  });
});

it("node-wot's MQTT client never reads a property of node-wot's own server", async () => {
  theirs.addServer(new nodeWot.mqtt.MqttBrokerServer({ uri: broker.url }));
  theirs.addClientFactory(clients);
  wot = await theirs.start();
  const exposed = await wot.produce(init);
  exposed.setPropertyReadHandler("count", async () => 1);
  await exposed.expose();
  const thing = await wot.consume(exposed.getThingDescription());
  expect(await never(thing.readProperty("count"))).toBe("never");
});
