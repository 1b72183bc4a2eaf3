import { checks } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { faults } from "../../../selftest/faults.js";

describe("the suite", () => {
  it("has a seeded fault for every check, and a check for every fault", () => {
    const caught = new Set(faults.map(({ caughtBy }) => caughtBy));
    expect([...caught].sort()).toEqual(checks.map(({ id }) => id).sort());
    expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
  });
});
