import { checks } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { alarmsIn, judged } from "../../../selftest/alarms.js";
import { announcementFaults } from "../../../selftest/mdns/announcement-faults.js";

describe("a seeded fault in an announcement", () => {
  it.each(announcementFaults)("is caught: $id, by $caughtBy", async (fault) => {
    const { level } = checks.find(({ id }) => id === fault.caughtBy)!;
    const options = { ...fault.options, only: fault.caughtBy };
    const alarms = alarmsIn(await judged({ ...fault, options })).map(({ verdict, id }) => `${verdict} ${id}`);
    expect(alarms).toEqual([`${level === "MUST" ? "fail" : "warn"} ${fault.caughtBy}`]);
  });
});
