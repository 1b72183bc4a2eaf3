import { checks, type RunEvent, runConformance } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { alarmsIn, judged } from "../../../selftest/alarms.js";
import { withWrites } from "../../../selftest/http/http-fault.js";
import { perfectPath, perfectScript } from "../../../selftest/http/perfect-thing.js";
import { ScriptedThing } from "../../../selftest/http/scripted-thing.js";
import { perfectTargets } from "../../../selftest/perfect-targets.js";

describe("the suite", () => {
  const passed = new Set<string>();

  it.each(perfectTargets)("raises no alarm about $what", async (perfect) => {
    const report = await judged(perfect);
    expect(alarmsIn(report)).toEqual([]);
    for (const { id, verdict } of report.things.flatMap(({ results }) => results))
      if (verdict === "pass") passed.add(id);
  });

  it("has no check that a perfect target cannot pass", () => {
    const written = checks.filter(({ area }) => area !== "static");
    expect(written.map(({ id }) => id).filter((id) => !passed.has(id))).toEqual([]);
  });

  it("leaves a Thing that it may write as it was, and says what it does before", async () => {
    await using thing = await ScriptedThing.start(perfectScript(false));
    const read = async () => await (await fetch(`${thing.origin}${perfectPath}/properties`)).text();
    const before = await read();
    const announced: string[] = [];
    const observer = (event: RunEvent): void => {
      if (event.kind === "effect") announced.push(event.effect);
    };
    const report = await runConformance(`${thing.origin}${perfectPath}`, { ...withWrites, observer });
    expect(await read()).toBe(before);
    expect(report.unrestored).toEqual([]);
    expect(report.effects).toEqual(announced);
    expect(announced[0]).toMatch(/^sets "target" of Perfect lamp to (39|41)$/);
    expect(thing.questions.filter(({ method }) => method === "PUT").length).toBe(2 * announced.length);
  });

  it("sends nothing but GET, HEAD and PROPFIND, and nothing twice, when nothing more is allowed", async () => {
    await using thing = await ScriptedThing.start(perfectScript(true));
    await runConformance(`${thing.origin}${perfectPath}`);
    expect([...new Set(thing.questions.map(({ method }) => method))].sort()).toEqual(["GET", "HEAD", "PROPFIND"]);
    const asked = thing.questions.map((question) => JSON.stringify(question));
    expect(asked.filter((each, index) => asked.indexOf(each) !== index)).toEqual([]);
  });
});
