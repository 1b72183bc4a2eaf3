import { describe, expect, it } from "vitest";
import { inParallel } from "../../../src/run/in-parallel.js";

describe("work in parallel", () => {
  it("has its results in order, and never more at the same time than it may", async () => {
    let [running, most] = [0, 0];
    const results = await inParallel([5, 1, 4, 2, 3], 2, async (member) => {
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < member; turn += 1) await Promise.resolve();
      running -= 1;
      return member * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30]);
    expect(most).toBe(2);
  });

  it("is done at once when there is nothing to do", async () => {
    expect(await inParallel([], 4, async () => 1)).toEqual([]);
  });
});
