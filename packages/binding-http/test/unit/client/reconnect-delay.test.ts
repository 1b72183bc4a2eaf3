import { describe, expect, it } from "vitest";
import { reconnectDelayMs } from "../../../src/client/reconnect-delay.js";

const limits = { maxReconnectMs: 30_000 };

describe("reconnectDelayMs", () => {
  it("doubles from try to try up to maxReconnectMs", () => {
    const delays = [0, 1, 2, 3, 20, 5_000].map((attempt) => reconnectDelayMs(attempt, 100, limits, () => 0.999_999));
    expect(delays).toEqual([100, 200, 400, 800, 30_000, 30_000]);
  });

  it("spreads over the upper half", () => {
    expect(reconnectDelayMs(0, 100, limits, () => 0)).toBe(50);
  });
});
