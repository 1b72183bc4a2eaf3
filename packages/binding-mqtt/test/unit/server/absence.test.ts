import { fakeHost, type TestThing, testThing } from "@thingwright/contract-tests";
import type { ServerBinding } from "@thingwright/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mqttVocabulary } from "../../../src/form/mqtt-vocabulary.js";
import { type EmbeddedBroker, embeddedBroker, mqttServer } from "../../../src/index.js";
import { type RawClient, rawClient } from "../../raw-client.js";
import { type TcpProxy, tcpProxy } from "../../tcp-proxy.js";

const base = "things/test-thing";

let broker: EmbeddedBroker;
let proxy: TcpProxy;
let server: ServerBinding;
let thing: TestThing;
let anybody: RawClient;

beforeEach(async () => {
  broker = await embeddedBroker({ port: 0 });
  proxy = await tcpProxy(broker.port);
  const limits = { minReconnectDelayMs: 5, maxReconnectDelayMs: 5, settleMs: 1 };
  server = mqttServer({ broker: `mqtt://127.0.0.1:${proxy.port}`, baseUrl: broker.url, limits });
  thing = testThing();
  thing.event("tick").terms.set(`${mqttVocabulary}qos`, "1");
  await server.start(fakeHost(thing));
  await server.expose(thing);
  anybody = await rawClient(broker.url);
  await anybody.listenAt(1, "things/status", `${base}/#`);
});

afterEach(async () => {
  await anybody[Symbol.asyncDispose]();
  await server.stop();
  await proxy.close();
  await broker.close();
});

const texts = (topic: string) => anybody.on(topic).map(({ text }) => text);

/** Cuts the server off; resolves, when its will says so, with what mends it. */
async function cut(): Promise<() => void> {
  const mend = proxy.cut();
  await anybody.until("things/status", "offline");
  return mend;
}

describe("A server whose broker is away", () => {
  it("keeps events and publishes them in order when it is back", async () => {
    const mend = await cut();
    for (const value of [1, 2, 3]) thing.event("tick").emit(value);
    thing.event("alarm").emit("fire");
    mend();
    await anybody.until(`${base}/events/alarm`, '"fire"');
    await anybody.until(`${base}/events/tick`, "3");
    expect(texts(`${base}/events/tick`)).toEqual(["1", "2", "3"]);
  });

  it("publishes events of QoS 1 again that the broker may have lost, and no others", async () => {
    thing.event("tick").emit(1);
    thing.event("alarm").emit("fire");
    await anybody.until(`${base}/events/tick`, "1");
    await anybody.until(`${base}/events/alarm`, '"fire"');
    const mend = await cut();
    mend();
    await anybody.untilCount(`${base}/events/tick`, 2);
    thing.event("tick").emit(2);
    await anybody.until(`${base}/events/tick`, "2");
    expect(texts(`${base}/events/tick`)).toEqual(["1", "1", "2"]);
    expect(texts(`${base}/events/alarm`)).toEqual(['"fire"']);
  });

  it("answers a command that it took before, when it is back", async () => {
    const asked = thing.calls.of("readproperty", "slow").length;
    await anybody.publish(`${base}/requests/me/1/properties/slow/get`, "");
    await thing.calls.until("readproperty", "slow", asked + 1, 5000);
    const mend = await cut();
    thing.property("slow").gate?.open();
    mend();
    await anybody.first(`${base}/replies/me/1/result`);
  });

  it("publishes the latest of its values alone", async () => {
    const mend = await cut();
    for (const value of [11, 12, 13]) {
      thing.property("count").value = value;
      thing.property("count").emitter.emit({ contentType: "application/json", body: Buffer.from(`${value}`) });
    }
    mend();
    await anybody.until(`${base}/properties/count`, "13");
    expect(texts(`${base}/properties/count`)).not.toContain("11");
  });
});
