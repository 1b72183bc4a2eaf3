import { silent } from "@thingwright/contracts";
import { connectAsync } from "mqtt";
import { describe, expect, it } from "vitest";
import { embeddedBroker } from "../../../src/index.js";
import { rawClient } from "../../raw-client.js";
import { RawSocket } from "../../raw-socket.js";

describe("An embedded broker", () => {
  it("delivers and retains", async () => {
    await using broker = await embeddedBroker({ port: 0 });
    await using sender = await rawClient(broker.url);
    await sender.publish("a/b", "kept", { retain: true });
    await using receiver = await rawClient(broker.url);
    await receiver.listen("a/+");
    await receiver.until("a/b", "kept");
  });

  it("delivers a retained message though others follow at its heels", async () => {
    await using broker = await embeddedBroker({ port: 0 });
    await using receiver = await rawClient(broker.url);
    await receiver.listen("a/#");
    const sender = await connectAsync(broker.url);
    sender.publish("a/kept", "1", { retain: true });
    for (const text of ["2", "3", "4"]) sender.publish("a/passing", text);
    await receiver.until("a/passing", "4");
    await sender.endAsync(true);
    expect(receiver.heard.map(({ topic }) => topic)).toEqual(["a/kept", "a/passing", "a/passing", "a/passing"]);
  });

  it("asks who connects when it is told to", async () => {
    const authenticate = ({ user }: { user: { name: string; password: string } | undefined }): boolean =>
      user?.name === "ann" && user.password === "secret";
    await using broker = await embeddedBroker({ port: 0, authenticate });
    const options = { reconnectPeriod: 0, username: "ann" };
    const known = await connectAsync(broker.url, { ...options, password: "secret" });
    await known.endAsync(true);
    await expect(connectAsync(broker.url, { ...options, password: "guess" }, false)).rejects.toThrow(/refused/i);
    await expect(connectAsync(broker.url, { reconnectPeriod: 0 }, false)).rejects.toThrow(/refused/i);
  });

  it("says when its address is taken", async () => {
    await using broker = await embeddedBroker({ port: 0 });
    await expect(embeddedBroker({ port: broker.port })).rejects.toMatchObject({ code: "WOT_ADDRESS_IN_USE" });
  });

  it("keeps no more retained messages than it is told to", async () => {
    await using broker = await embeddedBroker({ port: 0, limits: { maxRetainedMessages: 2 } });
    await using sender = await rawClient(broker.url);
    for (const topic of ["r/1", "r/2", "r/3"]) await sender.publish(topic, "x", { retain: true });
    await sender.publish("r/1", "", { retain: true });
    await sender.publish("r/4", "x", { retain: true });
    await using receiver = await rawClient(broker.url);
    await receiver.listen("r/#", "marker");
    await sender.publish("marker", "x");
    await receiver.until("marker", "x");
    expect(receiver.heard.map(({ topic }) => topic).sort()).toEqual(["marker", "r/2", "r/4"]);
  });

  it("grants no more subscriptions to one connection than it is told to", async () => {
    await using broker = await embeddedBroker({ port: 0, limits: { maxSubscriptionsPerClient: 1 } });
    await using client = await rawClient(broker.url);
    await client.listen("a");
    await expect(client.listen("b")).rejects.toThrow();
    await client.listen("a");
  });

  it("ends the connection of a client that sends too much, and serves the others", async () => {
    await using broker = await embeddedBroker({ port: 0, limits: { maxBodyBytes: 1000 } });
    await using other = await rawClient(broker.url);
    const client = await connectAsync(broker.url, { reconnectPeriod: 0 });
    const closed = new Promise<void>((resolve) => client.once("close", resolve));
    client.publish("a", Buffer.alloc(200_000), () => {});
    await closed;
    client.end(true);
    await other.listen("b");
    await other.publish("b", "x");
    await other.until("b", "x");
  });

  it("delivers what it has no room to retain, and says so once", async () => {
    const warnings: unknown[] = [];
    const logger = { ...silent, warn: (_message: string, context: unknown) => warnings.push(context) };
    await using broker = await embeddedBroker({ port: 0, limits: { maxRetainedBytes: 1000 }, logger });
    await using sender = await rawClient(broker.url);
    await using present = await rawClient(broker.url);
    await present.listen("r/#");
    for (const topic of ["r/1", "r/2", "r/3"]) await sender.publish(topic, "x".repeat(600), { retain: true });
    for (const topic of ["r/1", "r/2", "r/3"]) await present.first(topic);
    await sender.publish("r/1", "", { retain: true });
    await sender.publish("r/4", "x".repeat(600), { retain: true });
    expect(await retainedTopics(broker.url, "r/#")).toEqual(["r/4"]);
    expect(warnings).toEqual([{ maxRetainedBytes: 1000, maxRetainedMessages: 10_000 }]);
  });

  it("does not go on retaining a value whose successor is too large", async () => {
    await using broker = await embeddedBroker({ port: 0, limits: { maxRetainedBytes: 1000 } });
    await using sender = await rawClient(broker.url);
    await sender.publish("r/1", "old", { retain: true });
    await sender.publish("r/1", "x".repeat(2000), { retain: true });
    expect(await retainedTopics(broker.url, "r/#")).toEqual([]);
  });

  it("disconnects a client that releases none of its QoS 2 messages, and serves the others", async () => {
    await using broker = await embeddedBroker({ port: 0, limits: { maxInflightQos2: 2 } });
    await using other = await rawClient(broker.url);
    await other.listen("q");
    using client = await RawSocket.open(broker.port, "hoarder");
    for (const id of [1, 2]) client.publishQos2("q", `${id}`, id);
    await client.read(8);
    client.release(1);
    await client.read(4);
    client.publishQos2("q", "3", 3);
    await client.read(4);
    client.publishQos2("q", "4", 4);
    await client.closed();
    expect(other.on("q").map((heard) => heard.text)).toEqual(["1", "2", "3"]);
  });

  it("disconnects a subscriber when too much waits for it to read", async () => {
    const limits = { maxOutboundBytes: 20_000, drainTimeoutMs: 3_600_000 };
    await using broker = await embeddedBroker({ port: 0, limits });
    await using watcher = await rawClient(broker.url);
    await watcher.listen("gone");
    using slow = await RawSocket.open(broker.port, "slow", { topic: "gone", payload: "slow" });
    await slow.subscribe("flood");
    await using sender = await rawClient(broker.url);
    const payload = "x".repeat(20_000);
    const sent = Promise.allSettled(Array.from({ length: 750 }, () => sender.publish("flood", payload, { qos: 0 })));
    await watcher.until("gone", "slow");
    await sent;
    await using reader = await rawClient(broker.url);
    await reader.listen("still");
    await reader.publish("still", "x".repeat(100_000));
    await reader.first("still");
  });
});

/** The topics of what a new subscriber finds retained. */
async function retainedTopics(url: string, filter: string): Promise<readonly string[]> {
  await using receiver = await rawClient(url);
  await receiver.listen(filter);
  await receiver.listen("marker");
  await receiver.publish("marker", "x");
  await receiver.until("marker", "x");
  return receiver.heard.map(({ topic }) => topic).filter((topic) => topic !== "marker");
}
