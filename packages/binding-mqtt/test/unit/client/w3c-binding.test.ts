import { recordingSink } from "@thingwright/contract-tests";
import type { ClientBinding, FormRequest, PreparedForm } from "@thingwright/contracts";
import type { Form, Operation } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mqttClient } from "../../../src/index.js";
import { formRequest, thingRequest } from "../../form-request.js";
import { ScriptedBroker } from "../../scripted-broker.js";

/** The W3C's MQTT binding, section by section: what a client sends for a Form. */

const timeoutMs = 3000;

let broker: ScriptedBroker;
let client: ClientBinding;

beforeEach(async () => {
  broker = await ScriptedBroker.start();
  client = mqttClient({ protocolVersion: 4 });
});

afterEach(async () => {
  await client.stop();
  await broker[Symbol.asyncDispose]();
});

function prepare(request: FormRequest): PreparedForm {
  const prepared = client.prepare(request);
  if ("refused" in prepared) throw new TypeError(prepared.refused);
  return prepared;
}

const requestOf = (operation: Operation, terms: Partial<Form>): FormRequest => {
  const form = { href: broker.url, ...terms };
  return /all|multiple/.test(operation) ? thingRequest(operation, form) : formRequest(operation, form);
};

const content = { contentType: "application/json", body: Buffer.from("1") };

const publish = (operation: Operation, terms: Partial<Form>) =>
  prepare(requestOf(operation, terms)).request({ timeoutMs, content });

const subscribe = (operation: Operation, terms: Partial<Form>) =>
  prepare(requestOf(operation, terms)).subscribe({ timeoutMs }, recordingSink());

const subscribed = async () => (await broker.nth("subscribe", 0)).subscriptions.map(({ topic, qos }) => [topic, qos]);

describe("URL format", () => {
  it("has the broker alone: without a path, with a slash, with the default port", () => {
    for (const href of ["mqtt://broker.example", "mqtt://broker.example/", "mqtt://broker.example:1883", "mqtts://h"]) {
      expect(client.prepare(formRequest("writeproperty", { href, "mqv:topic": "t" }))).not.toHaveProperty("refused");
    }
  });
});

describe("Form terms", () => {
  it("mqv:topic is where a message is published to, with its leading slash if it has one", async () => {
    await publish("writeproperty", { "mqv:topic": "/a/b" });
    expect((await broker.nth("publish", 0)).topic).toBe("/a/b");
  });

  it("mqv:filter is what is subscribed to, one", async () => {
    await subscribe("observeproperty", { "mqv:filter": "a/+/c" });
    expect(await subscribed()).toEqual([["a/+/c", 0]]);
  });

  it("mqv:filter is what is subscribed to, several", async () => {
    await subscribe("subscribeevent", { "mqv:filter": ["a", "b/#"] });
    expect(await subscribed()).toEqual([
      ["a", 0],
      ["b/#", 0],
    ]);
  });

  it.each([
    ["0", 0],
    ["1", 1],
    ["2", 2],
  ])("mqv:qos %s is that of messages and of subscriptions", async (term, qos) => {
    await publish("writeproperty", { "mqv:topic": "a", "mqv:qos": term });
    await subscribe("observeproperty", { "mqv:filter": "a", "mqv:qos": term });
    expect([(await broker.nth("publish", 0)).qos, await subscribed()]).toEqual([qos, [["a", qos]]]);
  });

  it.each([
    [true, true],
    [false, false],
    [undefined, false],
  ])("mqv:retain %j is that of messages", async (term, retain) => {
    const terms = term === undefined ? {} : { "mqv:retain": term };
    await publish("writeproperty", { "mqv:topic": "a", ...terms });
    expect((await broker.nth("publish", 0)).retain).toBe(retain);
  });

  it("mqv:controlPacket may only say what the operation can be done by", () => {
    for (const [operation, packet] of [
      ["observeproperty", "publish"],
      ["observeproperty", "unsubscribe"],
      ["writeproperty", "subscribe"],
      ["writeproperty", "unsubscribe"],
      ["invokeaction", "subscribe"],
      ["readproperty", "publish"],
      ["readproperty", "unsubscribe"],
    ] as const) {
      const request = requestOf(operation, { "mqv:topic": "a", "mqv:controlPacket": packet });
      expect(client.prepare(request), `${operation} ${packet}`).toHaveProperty("refused");
    }
  });
});

describe("Default mappings", () => {
  it.each(["readproperty", "readallproperties", "readmultipleproperties"] as const)(
    "%s subscribes, and ends the subscription",
    async (operation) => {
      const filter = operation === "readproperty" ? "t/a" : "t/+";
      const reading = prepare(requestOf(operation, { "mqv:filter": filter })).request({ timeoutMs });
      expect(await subscribed()).toEqual([[filter, 0]]);
      broker.link.publish("t/a", "1", { retain: true });
      broker.link.publish("t/b", "2", { retain: true });
      await reading;
      expect((await broker.nth("unsubscribe", 0)).unsubscriptions).toEqual([filter]);
    },
  );

  it.each(["writeproperty", "writeallproperties", "writemultipleproperties", "invokeaction"] as const)(
    "%s publishes",
    async (operation) => {
      await publish(operation, { "mqv:topic": "t" });
      const { topic, payload } = await broker.nth("publish", 0);
      expect([topic, String(payload)]).toEqual(["t", "1"]);
    },
  );

  it.each(["observeproperty", "subscribeevent", "observeallproperties", "subscribeallevents"] as const)(
    "%s subscribes, and its counterpart unsubscribes",
    async (operation) => {
      const subscription = await subscribe(operation, { "mqv:filter": "t/+" });
      expect(await subscribed()).toEqual([["t/+", 0]]);
      await subscription.stop();
      expect((await broker.nth("unsubscribe", 0)).unsubscriptions).toEqual(["t/+"]);
    },
  );

  it.each(["unobserveproperty", "unsubscribeevent"] as const)(
    "%s needs no Form of its own, and may have one",
    (operation) => {
      const request = formRequest(operation, {
        href: broker.url,
        "mqv:filter": "t",
        "mqv:controlPacket": "unsubscribe",
      });
      expect(client.prepare(request)).toEqual({ refused: expect.stringContaining("stop()") });
    },
  );
});

describe("Examples", () => {
  it("an event: subscribe and unsubscribe by one Form", async () => {
    const terms = { op: ["subscribeevent", "unsubscribeevent"], "mqv:filter": "thing1/events/overheating" };
    const subscription = await subscribe("subscribeevent", terms as Partial<Form>);
    await subscription.stop();
    expect((await broker.nth("unsubscribe", 0)).unsubscriptions).toEqual(["thing1/events/overheating"]);
  });

  it("an action: publish without retaining", async () => {
    await prepare(requestOf("invokeaction", { "mqv:topic": "application/commands/reset" })).request({ timeoutMs });
    const { topic, retain, payload } = await broker.nth("publish", 0);
    expect([topic, retain, payload.length]).toEqual(["application/commands/reset", false, 0]);
  });

  it("a property: write retained, read and observe by a filter, both with QoS 1", async () => {
    const terms = { "mqv:qos": "1", "mqv:retain": true };
    await publish("writeproperty", { ...terms, "mqv:topic": "application/properties/test" });
    await subscribe("observeproperty", { ...terms, "mqv:filter": "application/properties/test" });
    const { qos, retain } = await broker.nth("publish", 0);
    expect([qos, retain, await subscribed()]).toEqual([1, true, [["application/properties/test", 1]]]);
  });

  it("all properties: observe below a topic", async () => {
    const sink = recordingSink();
    const request = requestOf("observeallproperties", { "mqv:filter": "application/properties/#" });
    await prepare(request).subscribe({ timeoutMs }, sink);
    broker.link.publish("application/properties/a", "1");
    await sink.until(({ values }) => values.length === 1, "a value", timeoutMs);
    expect(sink.values).toEqual([{ a: 1 }]);
  });
});
