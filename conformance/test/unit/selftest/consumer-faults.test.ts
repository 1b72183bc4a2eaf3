import { consumerChecks } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { alarmsIn } from "../../../selftest/alarms.js";
import { huntConsumer, judgedConsumer } from "../../../selftest/consumer/consumer-fault.js";
import { consumerFaults } from "../../../selftest/consumer/consumer-faults.js";

describe("the checks of clients", () => {
  it("have a seeded fault each, and a check for every fault", () => {
    const caught = new Set(consumerFaults.map(({ caughtBy }) => caughtBy));
    const known = new Set(consumerChecks.map(({ id }) => id));
    expect([...known].filter((id) => !caught.has(id))).toEqual([]);
    expect([...caught].filter((id) => !known.has(id))).toEqual([]);
    expect(new Set(consumerFaults.map(({ what }) => what)).size).toBe(consumerFaults.length);
  });

  it("are all passed by a perfect client", async () => {
    const report = await judgedConsumer();
    expect(alarmsIn(report).map(({ id, actual }) => `${id}: ${actual}`)).toEqual([]);
    expect(
      report.things[0]?.results.filter(({ verdict }) => verdict !== "pass").map(({ id, actual }) => `${id}: ${actual}`),
    ).toEqual([]);
  });
});

describe("a client", () => {
  it.concurrent.each(consumerFaults)("that $what fails $caughtBy, and no other MUST", async (fault) => {
    const { isCaught, falseAlarms } = await huntConsumer(fault);
    expect({ isCaught, falseAlarms }).toEqual({ isCaught: true, falseAlarms: [] });
  });
});
