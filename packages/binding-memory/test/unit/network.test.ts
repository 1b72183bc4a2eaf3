import { recordingSink } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { memoryNetwork } from "../../src/index.js";
import { memoryWorld } from "../memory-world.js";

const pause = (): Promise<unknown> => new Promise(setImmediate);

describe("a network that is cut", () => {
  it("fails requests as not sent, until it is mended", async () => {
    const { network, remote } = await memoryWorld();
    network.cut("house");
    await expect(remote.request("readproperty", "count")).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
    network.mend("house");
    await expect(remote.request("readproperty", "count")).resolves.toMatchObject({ contentType: "application/json" });
  });

  it("fails requests under way as sent", async () => {
    const { network, remote } = await memoryWorld();
    const pending = remote.request("readproperty", "slow");
    const failure = expect(pending).rejects.toMatchObject({ code: "WOT_NETWORK", sent: true });
    await pause();
    network.cut("house");
    await failure;
  });

  it("interrupts and resumes subscriptions, which miss what came between", async () => {
    const { network, remote, thing } = await memoryWorld();
    const sink = recordingSink();
    await remote.subscribe("observeproperty", "count", sink);
    network.cut("house");
    network.cut("house");
    thing.property("count").set(1);
    network.mend("house");
    network.mend("house");
    thing.property("count").set(2);
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["interrupted", "resumed", "next"]);
    expect(sink.values).toEqual([2]);
  });

  it("delivers an end that came between once it is mended", async () => {
    const { network, remote, server, thing } = await memoryWorld();
    const sink = recordingSink();
    await remote.subscribe("observeproperty", "count", sink);
    network.cut("house");
    await server.withdraw(thing.id);
    expect(sink.ended).toBe(false);
    network.mend("house");
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["interrupted", "resumed", "complete"]);
  });

  it("says nothing to a subscription that was stopped meanwhile", async () => {
    const { network, remote } = await memoryWorld();
    const sink = recordingSink();
    const subscription = await remote.subscribe("observeproperty", "count", sink);
    network.cut("house");
    await subscription.stop();
    network.mend("house");
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["interrupted"]);
  });

  it("ends subscriptions whose server goes before it is mended", async () => {
    const { network, remote, server } = await memoryWorld();
    const sink = recordingSink();
    await remote.subscribe("observeproperty", "count", sink);
    network.cut("house");
    await server.stop();
    network.mend("house");
    expect(sink.ended).toBe(true);
  });
});

describe("a network", () => {
  it("delivers emissions in the turn of the Thing", async () => {
    const { remote, thing } = await memoryWorld();
    const sink = recordingSink();
    await remote.subscribe("observeproperty", "count", sink);
    thing.property("count").set(1);
    expect(sink.values).toEqual([1]);
  });

  it("gives no name twice", () => {
    const network = memoryNetwork();
    expect(new Set([network.freshName(), network.freshName(), network.freshName()]).size).toBe(3);
  });

  it("forgets the lines that have been left", () => {
    const network = memoryNetwork();
    const told: string[] = [];
    const line = { cut: () => told.push("cut"), mended: () => told.push("mended"), gone: () => told.push("gone") };
    const leave = network.join("house", line);
    leave();
    leave();
    network.cut("house");
    network.mend("house");
    network.detach("house");
    expect(told).toEqual([]);
  });
});
