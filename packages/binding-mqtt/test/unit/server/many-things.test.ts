import { fakeHost, type TestThing, testThing } from "@thingwright/contract-tests";
import type { HostedThing } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { embeddedBroker, mqttServer } from "../../../src/index.js";
import { rawClient } from "../../raw-client.js";

const patienceMs = 3000;

/** `thing` with its property `count` and its action `echo` alone. */
const small = (thing: TestThing): HostedThing =>
  Object.assign(Object.create(thing) as HostedThing, {
    properties: new Map([["count", thing.property("count")]]),
    actions: new Map([["echo", thing.action("echo")]]),
    events: new Map(),
  });

const manySmall = (count: number): readonly TestThing[] =>
  Array.from({ length: count }, (_, index) => testThing({ slug: `thing-${index}` }));

describe("A server with very many Things", () => {
  it("has five subscriptions for all of them, and hands each command to one", async () => {
    await using broker = await embeddedBroker({ port: 0, limits: { maxSubscriptionsPerClient: 5 } });
    await using server = mqttServer({ broker });
    const things = manySmall(1000);
    await server.start(fakeHost(...things));
    await Promise.all(things.map((thing) => server.expose(small(thing))));
    await using anybody = await rawClient(broker.url);
    await anybody.publish("things/thing-0/actions/echo", "1");
    await anybody.publish("things/thing-999/actions/echo", "1");
    await things[999]!.calls.until("invokeaction", "echo", 1, patienceMs);
    const called = things.filter(({ calls }) => calls.of("invokeaction", "echo").length > 0);
    expect(called.map(({ slug }) => slug)).toEqual(["thing-0", "thing-999"]);
  });

  it("may have four for each, where a broker grants no wildcard over Things", async () => {
    await using broker = await embeddedBroker({ port: 0, limits: { maxSubscriptionsPerClient: 9 } });
    await using server = mqttServer({ broker, subscriptions: "thing" });
    const things = manySmall(3);
    await server.start(fakeHost(...things));
    for (const thing of things.slice(0, 2)) await server.expose(small(thing));
    await expect(server.expose(small(things[2]!))).rejects.toThrow("SUBSCRIBE to things/thing-2");
    await server.withdraw(things[0]!.id);
    await server.expose(small(things[2]!));
    await using anybody = await rawClient(broker.url);
    await anybody.publish("things/thing-2/actions/echo", "1");
    await things[2]!.calls.until("invokeaction", "echo", 1, patienceMs);
  });
});

describe("A Thing on two brokers", () => {
  it("is served at both", async () => {
    await using broker = await embeddedBroker({ port: 0 });
    await using external = mqttServer({ broker: broker.url, protocolVersion: "auto" });
    await using embedded = mqttServer({ port: 0 });
    const thing = testThing();
    for (const server of [external, embedded]) {
      await server.start(fakeHost(thing));
      await server.expose(thing);
    }
    for (const [index, server] of [external, embedded].entries()) {
      await using anybody = await rawClient(server.addresses()[0]!);
      await anybody.publish("things/test-thing/properties/count/set", String(index + 1));
      await anybody.listen("things/test-thing/properties/count");
      await anybody.until("things/test-thing/properties/count", String(index + 1));
    }
    await using elsewhere = await rawClient(broker.url);
    await elsewhere.listen("things/test-thing/properties/count");
    await elsewhere.until("things/test-thing/properties/count", "2");
  });
});
