import { checks, type Report, runConformance } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { faults, faultyScript } from "../support/faults.js";
import { perfectPath, perfectScript } from "../support/perfect-thing.js";
import { type Script, ScriptedThing } from "../support/scripted-thing.js";

/** What the suite says of a Thing with this script. */
async function judged(script: Script): Promise<Report> {
  await using thing = await ScriptedThing.start(script);
  return await runConformance(`${thing.origin}${perfectPath}`);
}

function verdictsOf(report: Report): ReadonlyMap<string, string> {
  return new Map(report.things.flatMap(({ results }) => results.map(({ id, verdict }) => [id, verdict] as const)));
}

/** What somebody would have to look at. */
function alarmsOf(report: Report): readonly string[] {
  return [...verdictsOf(report)]
    .filter(([, verdict]) => ["fail", "warn", "tool-error"].includes(verdict))
    .map(([id, verdict]) => `${verdict} ${id}`);
}

const locked: Script = (question, origin) =>
  question.path === perfectPath
    ? { status: 401, headers: { "www-authenticate": 'Bearer realm="lamp"' } }
    : perfectScript(false)(question, origin);

describe("the suite", () => {
  it.each([
    ["a perfect Thing", perfectScript(false)],
    ["a perfect Thing with a profile", perfectScript(true)],
    ["a perfect Thing behind a lock", locked],
  ])("raises no alarm about %s", async (_, script) => {
    expect(alarmsOf(await judged(script))).toEqual([]);
  });

  it("has no check that a perfect Thing cannot pass", async () => {
    const reports = [await judged(perfectScript(true)), await judged(locked)].map(verdictsOf);
    const never = checks.filter(({ id }) => !reports.some((verdicts) => verdicts.get(id) === "pass"));
    expect(never.map(({ id }) => id)).toEqual([]);
  });

  it("has a seeded fault for every check", () => {
    const caught = new Set(faults.map(({ caughtBy }) => caughtBy));
    expect([...caught].sort()).toEqual(checks.map(({ id }) => id).sort());
  });

  it.each(faults)("catches that $what, by $caughtBy and nothing else", async (fault) => {
    const { level } = checks.find(({ id }) => id === fault.caughtBy)!;
    const report = await judged(faultyScript(fault));
    expect(alarmsOf(report)).toEqual([`${level === "MUST" ? "fail" : "warn"} ${fault.caughtBy}`]);
  });

  it("sends nothing but GET, HEAD and PROPFIND, and nothing twice", async () => {
    await using thing = await ScriptedThing.start(perfectScript(true));
    await runConformance(`${thing.origin}${perfectPath}`);
    expect([...new Set(thing.questions.map(({ method }) => method))].sort()).toEqual(["GET", "HEAD", "PROPFIND"]);
    const asked = thing.questions.map((question) => JSON.stringify(question));
    expect(asked.filter((each, index) => asked.indexOf(each) !== index)).toEqual([]);
  });
});
