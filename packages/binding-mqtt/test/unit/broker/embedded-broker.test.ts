import { connectAsync } from "mqtt";
import { describe, expect, it } from "vitest";
import { embeddedBroker } from "../../../src/index.js";
import { rawClient } from "../../raw-client.js";

describe("An embedded broker", () => {
  it("delivers and retains", async () => {
    await using broker = await embeddedBroker({ port: 0 });
    await using sender = await rawClient(broker.url);
    await sender.publish("a/b", "kept", { retain: true });
    await using receiver = await rawClient(broker.url);
    await receiver.listen("a/+");
    await receiver.until("a/b", "kept");
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
});
