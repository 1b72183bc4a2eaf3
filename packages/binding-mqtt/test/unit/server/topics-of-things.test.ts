import { fakeHost, testThing } from "@thingwright/contract-tests";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedBroker, embeddedBroker, mqttServer } from "../../../src/index.js";
import { hostileNames, playThing } from "../../play-thing.js";
import { type RawClient, rawClient } from "../../raw-client.js";

const patienceMs = 3000;

let broker: EmbeddedBroker;
let anybody: RawClient;

beforeEach(async () => {
  broker = await embeddedBroker({ port: 0 });
  anybody = await rawClient(broker.url);
});

afterEach(async () => {
  await anybody[Symbol.asyncDispose]();
  await broker.close();
});

describe("The topics of a Thing", () => {
  it.each(hostileNames)("work for any name of the Thing: %s", async (_, slug) => {
    await using server = mqttServer({ broker });
    await playThing(server, anybody, testThing({ slug }), patienceMs);
  });

  it("work behind the longest prefix", async () => {
    const prefix = Array.from({ length: 10 }, () => "p".repeat(99)).join("/");
    await using server = mqttServer({ broker, prefix });
    await playThing(server, anybody, testThing({ slug: "x".repeat(70_000) }), patienceMs);
    expect(() => mqttServer({ prefix: `${prefix}pp` })).toThrow(/at most 1000/);
  });

  it("belong to one Thing: another one with the same is refused, and the first served on", async () => {
    await using server = mqttServer({ broker });
    const lamp = testThing({ slug: "lamp" });
    await server.start(fakeHost(lamp));
    await server.expose(lamp);
    const other = testThing({ slug: "lamp", id: "urn:other" });
    await expect(server.expose(other)).rejects.toMatchObject({ code: "WOT_STATE" });
    await server.withdraw(other.id);
    await anybody.publish("things/lamp/actions/echo", "1");
    await lamp.calls.until("invokeaction", "echo", 1, patienceMs);
    expect(other.calls.of("invokeaction", "echo")).toEqual([]);
    await server.withdraw(lamp.id);
    await server.expose(other);
    await anybody.publish("things/lamp/actions/echo", "1");
    await other.calls.until("invokeaction", "echo", 1, patienceMs);
  });
});
