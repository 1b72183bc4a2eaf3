import { describe, expect, it } from "vitest";
import { formatStamp, isLater, parseStamp, stampAfter } from "../../../../src/server/subscriptions/emission-stamp.js";

describe("an emission's stamp", () => {
  it("is a date-time that is read back as it was written", () => {
    const stamp = { time: Date.UTC(2026, 10, 25, 17, 15, 0, 123), count: 42 };
    expect(formatStamp(stamp)).toBe("2026-11-25T17:15:00.123000042Z");
    expect(parseStamp("2026-11-25T17:15:00.123000042Z")).toEqual(stamp);
  });

  it("moves on to the next millisecond when one is full", () => {
    const full = { time: 7, count: 999_999 };
    expect(stampAfter(full, 7)).toEqual({ time: 8, count: 0 });
    expect(isLater(stampAfter(full, 7), full)).toBe(true);
  });

  it.each([
    "",
    "7",
    "-1",
    "2026-11-25T17:15:00.123Z",
    "2026-13-25T17:15:00.123000042Z",
    "2026-11-25T17:15:00.123000042",
    "x".repeat(9),
  ])("is not %j", (text) => {
    expect(parseStamp(text)).toBeUndefined();
  });
});
