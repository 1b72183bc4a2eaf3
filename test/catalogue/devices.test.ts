import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { recordedNames, thingModelNames } from "@thingwright/thing-descriptions";
import { beforeAll, describe, expect, it } from "vitest";
import type { JudgedRow, RankedRow } from "../device-catalogue/device-row.js";
import { type Evidence, evidence, fileOf, outcomes, patternOf, tierOf } from "../device-catalogue/evidence.js";
import { familyPage } from "../device-catalogue/pages/family-page.js";
import { familyTitles } from "../device-catalogue/pages/family-titles.js";
import { indexPage } from "../device-catalogue/pages/index-page.js";
import { searchPage } from "../device-catalogue/pages/search-page.js";
import { judgedRows, rankedRows } from "../device-catalogue/ranked-rows.js";
import { textOf } from "../house/project-files.js";
import { root } from "../house/workspace.js";

let judged: readonly JudgedRow[];
let rows: readonly RankedRow[];
beforeAll(async () => {
  [judged, rows] = [await judgedRows(), await rankedRows()];
});

const page = (name: string): string => join(root, "docs/devices", name);

describe("the descriptions of devices", () => {
  it("are valid Thing Descriptions, and their mappings fit their models", () => {
    expect(judged.flatMap(({ row, faults }) => faults.map((fault) => `${row.device}: ${fault}`))).toEqual([]);
  });

  it("name models that there are", () => {
    const known = new Set<string>([...thingModelNames, "none"]);
    expect(rows.flatMap(({ models }) => models).filter((model) => !known.has(model))).toEqual([]);
  });
});

describe("the evidence for tiers", () => {
  const all = evidence();

  it("is about devices that there are", () => {
    const devices = (family: string) => rows.filter((row) => row.family === family).map(({ device }) => device);
    const unknown = all.flatMap(({ family, devices: named = devices(family) }) =>
      named.filter((device) => !devices(family).includes(device)).map((device) => `${family}: ${device}`),
    );
    expect(unknown).toEqual([]);
    expect(all.filter(({ family }) => devices(family).length === 0)).toEqual([]);
  });

  it("names tests that there are, and has no outcomes of others", () => {
    const tests = all.flatMap((each) => each.tests);
    expect(tests.filter((test) => !existsSync(join(root, fileOf(test))) || !isWritten(test))).toEqual([]);
    const patterns = tests.map((test) => patternOf(test));
    expect(Object.keys(outcomes()).filter((name) => !patterns.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  it("shows a device of each recording to be silver at least", () => {
    const silver = rows.filter(({ family, tier }) => family === "devices" && tier !== "bronze");
    expect(silver.map(({ device }) => device)).toEqual(expect.arrayContaining([...recordedNames]));
  });
});

/** Whether the file of a test has all words of its title, and of the groups that it is in. */
function isWritten(test: string): boolean {
  const [file = "", ...titles] = test.split(" > ");
  const source = textOf(file).replaceAll('\\"', '"');
  return (
    titles.length > 0 && titles.every((title) => title.split(/\*|\{device\}/).every((words) => source.includes(words)))
  );
}

describe("a tier", () => {
  const row = { family: "x", vendor: "Acme", device: "lamp", models: ["on-off-light"], features: ["on"] };
  const silver: Evidence = { tier: "silver", family: "x", devices: ["lamp"], tests: ["a > b", "a > c"] };
  const gold: Evidence = { tier: "gold", family: "x", tests: ["d > e"] };

  it("is bronze without a test, and with one that has not passed", () => {
    expect(tierOf(row, [], {})).toBe("bronze");
    expect(tierOf(row, [silver], { "a > b": "passed" })).toBe("bronze");
    expect(tierOf(row, [silver], { "a > b": "passed", "a > c": "skipped" })).toBe("bronze");
    expect(tierOf(row, [{ ...silver, tests: [] }], {})).toBe("bronze");
  });

  it("is the best that is shown of the device", () => {
    const passed = { "a > b": "passed", "a > c": "passed", "d > e": "passed" } as const;
    expect(tierOf(row, [silver], passed)).toBe("silver");
    expect(tierOf(row, [gold, silver], passed)).toBe("gold");
    expect(tierOf({ ...row, device: "fan" }, [silver], passed)).toBe("bronze");
    expect(tierOf({ ...row, family: "y" }, [gold], passed)).toBe("bronze");
  });

  it("is shown by a device's own test where the evidence says so", () => {
    const own: Evidence = { tier: "gold", family: "x", tests: ["a > {device} works"] };
    const tierOfNamed = (device: string) => tierOf({ ...row, device }, [own], { "a > lamp works": "passed" });
    expect(["lamp", "fan", "lamp.*"].map(tierOfNamed)).toEqual(["gold", "bronze", "bronze"]);
  });
});

/** `npm run docs:devices` writes what these compare. */
describe("the pages about devices", () => {
  it("begin with a count of all", async () => {
    await expect(indexPage(rows)).toMatchFileSnapshot(page("README.md"));
  });

  it.each(familyTitles)("list those of $name", async (family) => {
    await expect(familyPage(family, rows)).toMatchFileSnapshot(page(`${family.name}.md`));
  });

  it("are one page that searches", async () => {
    await expect(searchPage(rows)).toMatchFileSnapshot(page("index.html"));
  });

  it("are of families that there are, and small", () => {
    const pages = readdirSync(page("")).filter((name) => name.endsWith(".md") && name !== "README.md");
    expect(pages.sort()).toEqual(familyTitles.map(({ name }) => `${name}.md`).sort());
    expect(searchPage(rows).length).toBeLessThan(400_000);
  });
});
