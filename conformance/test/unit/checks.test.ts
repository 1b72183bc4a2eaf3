import { readdirSync, readFileSync } from "node:fs";
import {
  assertions,
  type Coverage,
  checks,
  consumerChecks,
  coverageOf,
  type SpecificationName,
  specifications,
} from "@thingwright/conformance";
import { describe, expect, it } from "vitest";

const place = new URL("../../", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, place), "utf8");
const filesIn = (folder: string): readonly string[] =>
  readdirSync(new URL(folder, place), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));

const all = [...checks, ...consumerChecks];

describe("the checks", () => {
  it("are one for each file, with its name as id and its folder as area", () => {
    const files = filesIn("src/checks/").filter((name) => name.includes("/"));
    const written = checks.filter(({ area }) => area !== "static");
    expect(written.map(({ id, area }) => `${area}/${id.replace(`${area}/`, "")}.ts`).sort()).toEqual([...files].sort());
  });

  it("of clients are one for each file, with its name as id and its folder as area", () => {
    const files = filesIn("src/consumer/checks/").filter((name) => name.includes("/"));
    const written = consumerChecks.map(({ id, area }) => `${area}/${id.replace(`${area}/`, "")}.ts`);
    expect(written.sort()).toEqual([...files].sort());
  });

  it.each(all)(
    "$area $id says what it demands and does, in sentences",
    ({ requirement, procedure, level, section }) => {
      expect(requirement).toMatch(/^[A-Z].*\.$/);
      expect(procedure).toMatch(level === "MUST" ? /\bFails\b|\bfails\b/ : /\bWarns\b/);
      expect(section).not.toBe("");
    },
  );

  it("rest on the vocabulary, the errors and the judge of documents alone, so that they can judge the runtime", () => {
    const manifest = JSON.parse(textOf("package.json"));
    expect(Object.keys(manifest.dependencies)).toEqual([
      "@thingwright/errors",
      "@thingwright/td",
      "@thingwright/validation",
    ]);
  });
});

describe("the table of standards", () => {
  const rows = Object.entries(specifications).map(([name, { title, ...rest }]) => {
    if (!("assertions" in rest)) {
      const automated = all.filter(({ specification }) => specification === (name as SpecificationName)).length;
      return [title, ["not counted", String(automated)]] as const;
    }
    const coverages = assertions
      .filter(({ specification }) => specification === name)
      .map((each) => coverageOf(each, all));
    const count = (coverage: Coverage) => coverages.filter((each) => each === coverage).length;
    const counts = [count("automated"), count("static"), count("manual"), rest.assertions - coverages.length];
    return [title, [rest.assertions, ...counts].map(String)] as const;
  });

  it.each(rows)("has %s with its numbers, %j", (title, counts) => {
    const cells = textOf("README.md")
      .split("\n")
      .map((line) => line.split("|").map((cell) => cell.trim()))
      .find((each) => each[1] === title);
    expect(cells?.slice(2, 2 + counts.length)).toEqual(counts);
  });
});

describe("the assertions", () => {
  it("have ids of their own", () => expect(new Set(assertions.map(({ id }) => id)).size).toBe(assertions.length));

  it("are judged by a check, or are a question that ends in one", () => {
    const open = assertions.filter((each) => coverageOf(each, all) === "manual");
    expect(open.filter(({ question }) => question?.endsWith("?") !== true).map(({ id }) => id)).toEqual([]);
  });

  it("have the level and section of their checks", () => {
    const known = new Map(assertions.map((each) => [each.id, each]));
    const other = all.filter(({ id, level, section, specification }) => {
      const assertion = known.get(id);
      if (assertion === undefined) return "assertions" in specifications[specification] && !id.includes("/");
      if (assertion.specification !== specification || assertion.section !== section) return true;
      return assertion.level !== "none" && assertion.level !== level;
    });
    expect(other.map(({ id }) => id)).toEqual([]);
  });

  it("have a sentence of their own each where the description alone shows them", () => {
    const said = checks
      .filter(({ area }) => area === "static")
      .map(({ id, requirement }) => [id, requirement] as const);
    expect(said.filter(([id, requirement]) => requirement.includes(id))).toEqual([]);
  });
});
