import { recordingSink } from "@thingwright/contract-tests";
import type { Clock } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { granting } from "../granting.js";
import { memoryWorld } from "../memory-world.js";

/** A clock that stands still until it is told to strike. */
function standingClock(): Clock & { strike(): void; readonly delays: readonly number[]; readonly running: number } {
  const alarms = new Set<() => void>();
  const delays: number[] = [];
  return {
    now: () => 0,
    after(delayMs, callback) {
      delays.push(delayMs);
      alarms.add(callback);
      return { cancel: () => void alarms.delete(callback) };
    },
    strike: () => {
      for (const alarm of [...alarms]) alarm();
    },
    delays,
    get running() {
      return alarms.size;
    },
  };
}

describe("a memory client", () => {
  it("measures deadlines by the clock that it was given, and leaves no timer behind", async () => {
    const clock = standingClock();
    const { remote } = await memoryWorld({ client: { clock } });
    const pending = remote.request("readproperty", "slow", { timeoutMs: 777 });
    const failure = expect(pending).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    clock.strike();
    await failure;
    expect([clock.delays, clock.running]).toEqual([[777], 0]);
  });

  it("lets the Thing know that it has given up", async () => {
    const { remote, thing } = await memoryWorld();
    const controller = new AbortController();
    const pending = remote.request("readproperty", "slow", { signal: controller.signal });
    const failure = expect(pending).rejects.toMatchObject({ code: "WOT_ABORTED" });
    await thing.calls.until("readproperty", "slow", 1, 1000);
    controller.abort();
    await failure;
    expect(thing.calls.of("readproperty", "slow")[0]?.request.signal?.aborted).toBe(true);
  });

  it("refuses an answer over its limit", async () => {
    const { remote } = await memoryWorld({ client: { limits: { maxBodyBytes: 1000 } } });
    await expect(remote.request("readproperty", "blob")).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it("cancels a subscription that is granted too late", async () => {
    const { remote, thing } = await memoryWorld();
    const property = thing.property("count");
    const grant = granting(property);
    const subscribing = remote.subscribe("observeproperty", "count", recordingSink(), { timeoutMs: 1 });
    await expect(subscribing).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    grant();
    await new Promise(setImmediate);
    expect(property.emitter.active).toBe(0);
  });

  it("lets go of the caller's signal when a subscription ends", async () => {
    const { remote } = await memoryWorld();
    const { signal } = new AbortController();
    const listening = new Set<unknown>();
    const watched = Object.assign(signal, {
      addEventListener: (_: string, listener: unknown) => void listening.add(listener),
      removeEventListener: (_: string, listener: unknown) => void listening.delete(listener),
    });
    const subscription = await remote.subscribe("observeproperty", "count", recordingSink(), { signal: watched });
    await new Promise(setImmediate);
    expect(listening.size).toBe(1);
    await subscription.stop();
    expect(listening.size).toBe(0);
  });

  it("refuses credentials for which it has no carrier", async () => {
    const { remote } = await memoryWorld();
    const [form] = remote.forms("readproperty", "count");
    const authenticator = { carriers: ["psk" as const], authenticate: () => ({}) };
    const prepared = form && remote.prepareForm(form, "readproperty", "count", authenticator);
    expect(prepared).toEqual({ refused: "the memory binding has no way to carry credentials as psk" });
  });
});
