import { describe, expect, it } from "vitest";
import { RecentlyUsed } from "../../src/index.js";

describe("RecentlyUsed", () => {
  it("keeps what is used and lets go of what is not", () => {
    const cache = new RecentlyUsed<string, number>(4);
    for (const [index, key] of ["a", "b", "c", "d"].entries()) {
      cache.set(key, index);
      cache.get("a");
    }
    cache.set("e", 4);
    expect(["a", "b", "e"].map((key) => cache.get(key))).toEqual([0, undefined, 4]);
  });

  it("never weighs more than it may", () => {
    const cache = new RecentlyUsed<number, string>(100, (text) => text.length);
    for (let key = 0; key < 50; key += 1) {
      cache.set(key, "x".repeat(1 + (key % 30)));
      const kept = Array.from({ length: 50 }, (_, each) => each).filter((each) => cache.has(each));
      expect(kept.reduce((sum, each) => sum + 1 + (each % 30), 0)).toBeLessThanOrEqual(100);
    }
  });

  it("does not keep what would push out everything else, nor the value that it was to replace", () => {
    const cache = new RecentlyUsed<string, string>(10, (text) => text.length);
    cache.set("a", "small");
    cache.set("a", "far too big");
    expect(cache.get("a")).toBeUndefined();
  });

  it("forgets one, or all", () => {
    const cache = new RecentlyUsed<string, number>(10);
    for (const key of ["a", "b", "c"]) cache.set(key, 1);
    cache.delete("a");
    expect([cache.get("a"), cache.get("b")]).toEqual([undefined, 1]);
    cache.clear();
    expect(cache.get("b")).toBeUndefined();
  });
});
