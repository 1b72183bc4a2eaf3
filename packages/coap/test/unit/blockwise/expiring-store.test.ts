import { describe, expect, it } from "vitest";
import { ExpiringStore } from "../../../src/blockwise/expiring-store.js";
import { manualClock } from "../../../src/index.js";
import { TimerWheel } from "../../../src/time/timer-wheel.js";

function storeOn(clock = manualClock()) {
  const wheel = new TimerWheel(clock, () => undefined);
  return { clock, wheel, store: new ExpiringStore<string>({ maxEntries: 3, maxBytes: 100, idleMs: 1000 }, wheel) };
}

describe("An expiring store", () => {
  it("drops what was not touched for longest, by number and by bytes", () => {
    const { store } = storeOn();
    for (const key of ["a", "b", "c"]) store.set(key, key, 10);
    expect(store.get("a")).toBe("a");
    store.set("d", "d", 10);
    expect([store.get("a"), store.get("b"), store.get("c"), store.get("d")]).toEqual(["a", undefined, "c", "d"]);
    store.set("large", "large", 85);
    expect([store.get("large"), store.get("d"), store.get("a")]).toEqual(["large", "d", undefined]);
    store.set("huge", "huge", 101);
    expect(store.get("huge")).toBeUndefined();
  });

  it("lets go of idle entries by itself, and of its timer when it is empty", async () => {
    const { store, clock, wheel } = storeOn();
    store.set("a", "a", 1);
    await clock.advance(600);
    store.set("b", "b", 1);
    await clock.advance(600);
    expect(store.get("a")).toBeUndefined();
    await clock.advance(5000);
    expect(store.size).toBe(0);
    expect(wheel.size).toBe(0);
  });
});
