import { describe, expect, it } from "vitest";
import { hunt } from "../../selftest/alarms.js";
import { faults } from "../../selftest/faults.js";

describe("a seeded fault", () => {
  it.concurrent.each(faults)("fails the right check and no other: $id", async (fault) => {
    const { isCaught, falseAlarms } = await hunt(fault);
    expect({ isCaught, falseAlarms }).toEqual({ isCaught: true, falseAlarms: [] });
  });
});
