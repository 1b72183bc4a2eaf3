import { describe, expect, it } from "vitest";
import { FairQueue } from "../../../src/device/fair-queue.js";

const job = (unitId: number, isPolling = false) => ({ unitId, isPolling, run: async () => {}, fail: () => {} });

const order = (queue: FairQueue) => {
  const names: string[] = [];
  for (let next = queue.take(); next !== undefined; next = queue.take()) {
    names.push(`${next.isPolling ? "poll" : "ask"} ${next.unitId}`);
  }
  return names;
};

describe("a fair queue", () => {
  it("lets units take turns", () => {
    const queue = new FairQueue();
    for (const unitId of [1, 1, 1, 2, 3]) queue.push(job(unitId));
    expect(order(queue)).toEqual(["ask 1", "ask 2", "ask 3", "ask 1", "ask 1"]);
  });

  it("lets what somebody waits for go before polling, but not for ever", () => {
    const queue = new FairQueue();
    queue.push(job(9, true));
    for (let count = 0; count < 6; count++) queue.push(job(1));
    expect(order(queue)).toEqual(["ask 1", "ask 1", "ask 1", "ask 1", "poll 9", "ask 1", "ask 1"]);
  });
});
