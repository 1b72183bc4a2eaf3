import { readdirSync, readFileSync } from "node:fs";
import { checks, type SpecificationName, specifications } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";

const place = new URL("../../", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, place), "utf8");
const filesIn = (folder: string): readonly string[] =>
  readdirSync(new URL(folder, place), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));

describe("the checks", () => {
  it("are one for each file, with its name as id and its folder as area", () => {
    const files = filesIn("src/checks/").filter((name) => name.includes("/"));
    expect(checks.map(({ id, area }) => `${area}/${id.replace(`${area}/`, "")}.ts`).sort()).toEqual([...files].sort());
  });

  it.each(checks)("$id says what it demands and does, in sentences", ({ requirement, procedure, level, section }) => {
    expect(requirement).toMatch(/^[A-Z].*\.$/);
    expect(procedure).toMatch(level === "MUST" ? /\bFails\b|\bfails\b/ : /\bWarns\b/);
    expect(section).not.toBe("");
  });

  it("rest on the vocabulary and the errors alone, so that they can judge the runtime", () => {
    const manifest = JSON.parse(textOf("package.json"));
    expect(Object.keys(manifest.dependencies)).toEqual(["@thingwright/errors", "@thingwright/td"]);
  });
});

describe("the table of standards", () => {
  const rows = Object.entries(specifications).map(([name, { title, ...rest }]) => {
    const automated = checks.filter(({ specification }) => specification === (name as SpecificationName)).length;
    const assertions = "assertions" in rest ? String(rest.assertions) : "not counted";
    return [title, assertions, String(automated)] as const;
  });

  it.each(rows)("has %s with %s assertions, of which %s are automated", (...row) => {
    const cells = textOf("README.md")
      .split("\n")
      .map((line) => line.split("|").map((cell) => cell.trim()))
      .find((each) => each[1] === row[0]);
    expect(cells?.slice(1, 4)).toEqual(row);
  });
});
