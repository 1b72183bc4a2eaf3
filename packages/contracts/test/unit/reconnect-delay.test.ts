import { describe, expect, it } from "vitest";
import { reconnectDelayMs } from "../../src/index.js";

const limits = { minReconnectDelayMs: 1000, maxReconnectDelayMs: 30_000 };

describe("reconnectDelayMs", () => {
  it("doubles from attempt to attempt up to its limit", () => {
    const delays = [0, 1, 2, 3, 4, 5, 60, 2000].map((attempt) => reconnectDelayMs(attempt, limits, () => 1));
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("is spread over its upper half", () => {
    expect(reconnectDelayMs(2, limits, () => 0)).toBe(2000);
    expect(reconnectDelayMs(2, limits, () => 0.5)).toBe(3000);
  });
});
