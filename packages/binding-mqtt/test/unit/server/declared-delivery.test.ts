import { fakeHost, type TestThing, testThing } from "@thingwright/contract-tests";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mqttVocabulary } from "../../../src/form/mqtt-vocabulary.js";
import { type EmbeddedBroker, embeddedBroker, mqttServer } from "../../../src/index.js";
import { type RawClient, rawClient } from "../../raw-client.js";

const base = "things/test-thing";
const qosTerm = `${mqttVocabulary}qos`;
const retainTerm = `${mqttVocabulary}retain`;

let broker: EmbeddedBroker;
let server: ReturnType<typeof mqttServer>;
let thing: TestThing;
let anybody: RawClient;

beforeEach(async () => {
  broker = await embeddedBroker({ port: 0 });
  server = mqttServer({ broker });
  thing = testThing();
  thing.event("alarm").terms.set(qosTerm, "1");
  thing.property("count").terms.set(qosTerm, "2");
  thing.property("name").terms.set(retainTerm, false);
  thing.property("failing").failure = undefined;
  thing.property("failing").terms.set(retainTerm, false);
  await server.start(fakeHost(thing));
  anybody = await rawClient(broker.url);
  await anybody.listenAt(2, `${base}/events/+`, `${base}/properties/+`, `${base}/replies/me/+/+`);
});

afterEach(async () => {
  await anybody[Symbol.asyncDispose]();
  await server.stop();
  await broker.close();
});

const qosOn = (topic: string) => anybody.on(topic).map(({ packet }) => packet.qos);

describe("What a document declares of delivery", () => {
  it("is the QoS of its events and values, 0 where it says nothing", async () => {
    await server.expose(thing);
    thing.event("alarm").emit("fire");
    thing.event("tick").emit("tock");
    await anybody.first(`${base}/events/tick`);
    await anybody.first(`${base}/events/alarm`);
    await anybody.first(`${base}/properties/count`);
    await anybody.first(`${base}/properties/sealed`);
    expect(
      ["events/alarm", "events/tick", "properties/count", "properties/sealed"].map((topic) =>
        qosOn(`${base}/${topic}`),
      ),
    ).toEqual([[1], [0], [2], [0]]);
  });

  it("stands in the Forms, of all together as the highest", async () => {
    const { events, properties, thing: whole } = await server.expose(thing);
    expect(events.get("alarm")?.[0]).toMatchObject({ "mqv:qos": "1", "mqv:retain": false });
    expect(events.get("tick")?.[0]).toMatchObject({ "mqv:qos": "0" });
    expect(properties.get("count")?.map((form) => form["mqv:qos"])).toEqual(["2", "2"]);
    const ofAll = (op: string) => whole.find((form) => [form.op].flat().some((each) => each === op));
    expect(ofAll("subscribeallevents")).toMatchObject({ "mqv:qos": "1" });
    expect(ofAll("observeallproperties")).toMatchObject({ "mqv:qos": "2" });
  });

  it("keeps a value from being retained, which is then read by request", async () => {
    const { properties } = await server.expose(thing);
    await anybody.first(`${base}/properties/count`);
    await anybody.publish(`${base}/requests/me/1/properties/name/get`, "");
    expect((await anybody.first(`${base}/replies/me/1/result`)).text).toBe('"lamp"');
    await using late = await rawClient(broker.url);
    await late.listen(`${base}/properties/#`);
    await late.first(`${base}/properties/count`);
    expect(late.on(`${base}/properties/name`)).toEqual([]);
    expect(properties.get("name")?.map(({ op }) => op)).toEqual([["readproperty"], ["writeproperty"]]);
    expect(properties.get("name")?.[0]).toMatchObject({ "mqv:controlPacket": "publish", "mqv:retain": false });
  });

  it("lets a value be observed all the same that is not retained", async () => {
    const { properties } = await server.expose(thing);
    expect(properties.get("failing")?.map(({ op }) => op)).toEqual([
      ["readproperty"],
      ["observeproperty", "unobserveproperty"],
      ["writeproperty"],
    ]);
    thing.property("failing").set("changed");
    await anybody.until(`${base}/properties/failing`, '"changed"');
    await using late = await rawClient(broker.url);
    await late.listen(`${base}/properties/#`);
    await late.first(`${base}/properties/count`);
    expect(late.on(`${base}/properties/failing`)).toEqual([]);
  });
});
