import { describe, expect, it } from "vitest";
import { ReplayWindow } from "../../../src/oscore/replay-window.js";
import { seededRandom } from "../../../src/time/random.js";

describe("a replay window", () => {
  it("takes each number once, in any order within its size", () => {
    const window = new ReplayWindow(32);
    for (const sequence of [5, 3, 31, 0, 40]) {
      expect(window.accepts(sequence)).toBe(true);
      window.mark(sequence);
      expect(window.accepts(sequence)).toBe(false);
    }
    expect(window.accepts(8)).toBe(false);
    expect(window.accepts(9)).toBe(true);
  });

  it("is not moved by what was only asked about", () => {
    const window = new ReplayWindow(4);
    expect(window.accepts(2 ** 40 - 1)).toBe(true);
    expect(window.accepts(0)).toBe(true);
  });

  it("forgets nothing on a long jump, and takes nothing below it", () => {
    const window = new ReplayWindow(4);
    window.mark(1);
    window.mark(2 ** 39);
    for (const old of [0, 1, 2, 2 ** 39 - 4, 2 ** 39]) expect(window.accepts(old)).toBe(false);
    for (const open of [2 ** 39 - 3, 2 ** 39 - 1, 2 ** 39 + 1]) expect(window.accepts(open)).toBe(true);
  });

  it("starts anew after a number that is known to be fresh", () => {
    const window = new ReplayWindow(8);
    window.startAfter(100);
    expect([99, 100, 101].map((sequence) => window.accepts(sequence))).toEqual([false, false, true]);
  });

  it("never accepts twice, whatever comes", () => {
    const random = seededRandom(11);
    const window = new ReplayWindow(16);
    const seen = new Set<number>();
    let base = 0;
    for (let i = 0; i < 20_000; i++) {
      base += random() < 0.01 ? Math.floor(random() * 100) : random() < 0.5 ? 1 : 0;
      const sequence = Math.max(0, base + Math.floor(random() * 40) - 20);
      if (!window.accepts(sequence)) continue;
      expect(seen.has(sequence)).toBe(false);
      seen.add(sequence);
      window.mark(sequence);
    }
    expect(seen.size).toBeGreaterThan(5000);
  });

  it.each([0, -1, 1.5, Number.NaN, 5000])("has a size: %d is refused", (size) => {
    expect(() => new ReplayWindow(size)).toThrow("replayWindow");
  });
});
