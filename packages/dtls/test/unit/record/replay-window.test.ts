import { describe, expect, it } from "vitest";
import { ReplayWindow } from "../../../src/record/replay-window.js";

describe("a replay window", () => {
  it("takes each number once, also out of order", () => {
    const window = new ReplayWindow();
    const seen = [5, 3, 5, 4, 3, 68, 5, 4, 70].map((sequence) => {
      const allowed = window.allows(sequence);
      if (allowed) window.accept(sequence);
      return allowed;
    });
    expect(seen).toEqual([true, true, false, true, false, true, false, false, true]);
  });

  it("takes nothing that is 64 or more behind the newest", () => {
    const window = new ReplayWindow();
    window.accept(100);
    expect([36, 37, 99].map((sequence) => window.allows(sequence))).toEqual([false, true, true]);
  });

  it("knows the newest", () => {
    const window = new ReplayWindow();
    window.accept(0);
    expect([0, 1].map((sequence) => window.isNewest(sequence))).toEqual([false, true]);
  });
});
