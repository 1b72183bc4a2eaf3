import { settled } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { pair } from "../../../support/lamp.js";

describe("Observation", () => {
  it("brings every change in order", async () => {
    await using lamp = await pair();
    const observation = lamp.consumed.observe<number>("brightness");
    await observation.ready;
    for (const value of [1, 2, 3]) lamp.exposed.set("brightness", value);
    const seen: number[] = [];
    for await (const value of observation) {
      seen.push(value);
      if (value === 3) break;
    }
    expect(seen).toEqual([1, 2, 3]);
  });

  it("brings the change that a write over the network makes", async () => {
    await using lamp = await pair();
    await using observation = lamp.consumed.observe("on");
    await observation.ready;
    await lamp.consumed.write("on", true);
    expect(await observation.next()).toEqual({ done: false, value: true });
  });

  it("does not repeat a value that has not changed", async () => {
    await using lamp = await pair();
    await using observation = lamp.consumed.observe("brightness");
    await observation.ready;
    lamp.exposed.set("brightness", 50);
    lamp.exposed.set("brightness", 51);
    expect((await observation.next()).value).toBe(51);
  });

  it("ends when its signal aborts, and the Thing is told", async () => {
    let unobserved = 0;
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setPropertyUnobserveHandler("on", () => {
        unobserved += 1;
      });
    });
    const controller = new AbortController();
    const observation = lamp.consumed.observe("on", { signal: controller.signal });
    await observation.ready;
    const next = observation.next();
    controller.abort();
    expect((await next).done).toBe(true);
    await settled();
    expect(unobserved).toBe(1);
  });

  it("gives way at its bound, oldest first, and counts", async () => {
    await using lamp = await pair();
    await using observation = lamp.consumed.observe<number>("brightness", { maxQueued: 2 });
    await observation.ready;
    for (const value of [1, 2, 3, 4]) lamp.exposed.set("brightness", value);
    expect([(await observation.next()).value, (await observation.next()).value]).toEqual([3, 4]);
    expect(observation.missed).toBe(2);
  });

  it("says when the connection was lost and came back", async () => {
    await using lamp = await pair();
    const said: string[] = [];
    await using observation = lamp.consumed.observe("on", {
      onInterrupted: (error) => said.push(`lost: ${error.family}`),
      onResumed: () => said.push("back"),
    });
    await observation.ready;
    lamp.network.cut("home");
    lamp.network.mend("home");
    await settled();
    expect(said).toEqual(["lost: NetworkError", "back"]);
  });

  it("throws in the loop what keeps it from being established", async () => {
    await using lamp = await pair();
    const observation = lamp.consumed.observe("serial");
    await expect(observation.next()).rejects.toMatchObject({ code: "WOT_NO_FORM" });
    expect((await observation.next()).done).toBe(true);
  });

  it("ends when the Thing is withdrawn", async () => {
    await using lamp = await pair();
    await using observation = lamp.consumed.observe("on");
    await observation.ready;
    const next = observation.next();
    await lamp.exposed.destroy();
    expect((await next).done).toBe(true);
  });

  it("brings events, of one kind and of all", async () => {
    await using lamp = await pair();
    await using one = lamp.consumed.subscribe("overheated");
    await using all = lamp.consumed.subscribeAll();
    await Promise.all([one.ready, all.ready]);
    lamp.exposed.emitEvent("overheated", 90.5);
    expect((await one.next()).value).toBe(90.5);
    expect((await all.next()).value).toEqual({ overheated: 90.5 });
  });

  it("brings the changes of all properties by name", async () => {
    await using lamp = await pair();
    await using all = lamp.consumed.observeAll();
    await all.ready;
    lamp.exposed.set("on", true);
    lamp.exposed.set("brightness", 1);
    expect([(await all.next()).value, (await all.next()).value]).toEqual([{ on: true }, { brightness: 1 }]);
  });

  it("calls a listener of the Scripting API until it is stopped", async () => {
    await using lamp = await pair();
    const seen: unknown[] = [];
    const subscription = await lamp.consumed.observeProperty("brightness", async (output) => {
      seen.push(await output.value());
    });
    lamp.exposed.set("brightness", 7);
    await settled();
    await subscription.stop();
    await subscription.stop();
    expect(subscription.active).toBe(false);
    lamp.exposed.set("brightness", 8);
    await settled();
    expect(seen).toEqual([7]);
  });

  it("survives a listener that throws", async () => {
    const logged: string[] = [];
    const logger = { debug() {}, info() {}, warn() {}, error: (message: string) => void logged.push(message) };
    await using lamp = await pair(undefined, { logger });
    let calls = 0;
    await lamp.consumed.observeProperty("brightness", () => {
      calls += 1;
      throw new Error("a bug of the application");
    });
    lamp.exposed.set("brightness", 1);
    lamp.exposed.set("brightness", 2);
    await settled();
    expect(calls).toBe(2);
    expect(logged).toHaveLength(2);
  });
});
