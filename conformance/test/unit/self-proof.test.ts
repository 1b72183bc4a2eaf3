import { checks, runConformance } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { alarmsIn, judged } from "../../selftest/alarms.js";
import { faults } from "../../selftest/faults.js";
import { perfectPath, perfectScript } from "../../selftest/http/perfect-thing.js";
import { ScriptedThing } from "../../selftest/http/scripted-thing.js";
import { perfectTargets } from "../../selftest/perfect-targets.js";

/** The others are made from a table; `@thingwright/validation` breaks documents for each of them. */
const written = checks.filter(({ area }) => area !== "static");

describe("the suite", () => {
  it.each(perfectTargets)("raises no alarm about $what", async (perfect) => {
    expect(alarmsIn(await judged(perfect))).toEqual([]);
  });

  it("has no check that a perfect target cannot pass", async () => {
    const passed = new Set<string>();
    for (const perfect of perfectTargets) {
      const { things } = await judged(perfect);
      for (const { id, verdict } of things.flatMap(({ results }) => results)) if (verdict === "pass") passed.add(id);
    }
    expect(written.map(({ id }) => id).filter((id) => !passed.has(id))).toEqual([]);
  });

  it("has a seeded fault for every check, and a check for every fault", () => {
    const caught = new Set(faults.map(({ caughtBy }) => caughtBy));
    const known = new Set(checks.map(({ id }) => id));
    expect(written.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual([]);
    expect([...caught].filter((id) => !known.has(id))).toEqual([]);
    expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
  });

  it.each(faults)("catches $id, by $caughtBy and nothing else", async (fault) => {
    const { level } = checks.find(({ id }) => id === fault.caughtBy)!;
    const alarms = alarmsIn(await judged(fault)).map(({ verdict, id }) => `${verdict} ${id}`);
    expect(alarms).toContain(`${level === "MUST" ? "fail" : "warn"} ${fault.caughtBy}`);
    expect(alarms.filter((each) => each.startsWith("fail") && !each.endsWith(` ${fault.caughtBy}`))).toEqual([]);
  });

  it("sends nothing but GET, HEAD and PROPFIND, and nothing twice, when nothing more is allowed", async () => {
    await using thing = await ScriptedThing.start(perfectScript(true));
    await runConformance(`${thing.origin}${perfectPath}`);
    expect([...new Set(thing.questions.map(({ method }) => method))].sort()).toEqual(["GET", "HEAD", "PROPFIND"]);
    const asked = thing.questions.map((question) => JSON.stringify(question));
    expect(asked.filter((each, index) => asked.indexOf(each) !== index)).toEqual([]);
  });
});
