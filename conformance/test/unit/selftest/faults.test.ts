import { checks } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { faults } from "../../../selftest/faults.js";

describe("the suite", () => {
  it("has a seeded fault for every check, and a check for every fault", () => {
    const caught = new Set(faults.map(({ caughtBy }) => caughtBy));
    const known = new Set(checks.map(({ id }) => id));
    // The static ones are made from a table, and the tests of validation break documents for each.
    const written = checks.filter(({ area }) => area !== "static");
    expect(written.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual([]);
    expect([...caught].filter((id) => !known.has(id))).toEqual([]);
    expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
  });
});
