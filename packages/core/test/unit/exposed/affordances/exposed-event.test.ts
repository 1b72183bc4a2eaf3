import { settled } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { pair } from "../../../support/lamp.js";
import { deferred } from "../../../support/scripted-binding.js";

const alarm = {
  title: "Alarm",
  events: {
    rang: {},
    level: { data: { type: "integer" as const }, subscription: { type: "object" as const, required: ["above"] } },
  },
};

describe("an exposed event", () => {
  it("may have no data, and says so to those who hear everything", async () => {
    await using thing = await pair(alarm);
    await using one = thing.consumed.subscribe("rang");
    await using all = thing.consumed.subscribeAll();
    await Promise.all([one.ready, all.ready]);
    thing.exposed.emitEvent("rang");
    expect(await one.next()).toEqual({ done: false, value: undefined });
    expect((await all.next()).value).toEqual({ rang: null });
  });

  it("costs nothing and raises nothing when nobody listens", async () => {
    await using thing = await pair(alarm);
    expect(() => thing.exposed.emitEvent("rang")).not.toThrow();
    expect(() => thing.exposed.emitEvent("level", "high")).toThrow(/integer/);
  });

  it("is judged by its subscription schema on both sides", async () => {
    await using thing = await pair(alarm);
    await using good = thing.consumed.subscribe("level", { subscription: { above: 3 } });
    await good.ready;
    const bad = thing.consumed.subscribe("level", { subscription: {} });
    await expect(bad.ready).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
  });

  it("tells its handlers who comes and who goes", async () => {
    const seen: string[] = [];
    await using thing = await pair(alarm, {}, (exposed) => {
      exposed.setEventSubscribeHandler("rang", () => void seen.push("came"));
      exposed.setEventUnsubscribeHandler("rang", () => void seen.push("went"));
    });
    const subscription = await thing.consumed.subscribeEvent("rang", () => {});
    await subscription.stop();
    await settled();
    expect(seen).toEqual(["came", "went"]);
  });

  it("takes no subscription to a Thing that was withdrawn meanwhile, and tells the handler that it is none", async () => {
    const gate = deferred();
    const seen: string[] = [];
    await using thing = await pair(alarm, {}, (exposed) => {
      exposed.setEventSubscribeHandler("rang", () => gate.promise);
      exposed.setEventUnsubscribeHandler("rang", () => void seen.push("went"));
    });
    const observation = thing.consumed.subscribe("rang");
    await settled();
    await thing.exposed.destroy();
    gate.resolve();
    await expect(observation.ready).rejects.toMatchObject({ status: "WOT_UNAVAILABLE" });
    await settled();
    expect(seen).toEqual(["went"]);
  });

  it("can be subscribed to again when its Thing is exposed again", async () => {
    await using thing = await pair(alarm);
    await thing.exposed.destroy();
    await thing.exposed.expose();
    await using observation = thing.consumed.subscribe("rang");
    await observation.ready;
    thing.exposed.emitEvent("rang");
    expect((await observation.next()).done).toBe(false);
  });
});
