import { checks } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { alarmsIn, judged } from "../../../selftest/alarms.js";
import { faults } from "../../../selftest/faults.js";

describe("a seeded fault over HTTP", () => {
  // That no other check fails takes longer, and is in selftest.interop.ts.
  it.each(faults.filter(({ wire }) => wire === "http"))("is caught: $id, by $caughtBy", async (fault) => {
    const { level } = checks.find(({ id }) => id === fault.caughtBy)!;
    const options = { ...fault.options, only: fault.caughtBy };
    const alarms = alarmsIn(await judged({ ...fault, options })).map(({ verdict, id }) => `${verdict} ${id}`);
    expect(alarms).toEqual([`${level === "MUST" ? "fail" : "warn"} ${fault.caughtBy}`]);
  });
});
