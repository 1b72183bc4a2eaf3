import { readFileSync } from "node:fs";
import { thingModel, thingModelNames } from "@thingwright/thing-descriptions";
import { describe, expect, it } from "vitest";

const text = readFileSync(new URL("../../docs/vocabularies.md", import.meta.url), "utf8");
const [modelSection = "", affordanceSection = ""] = text.slice(text.indexOf("## Models")).split("## Affordances");

/** Cells of each row of the table in `section`, without its head. */
const rowsOf = (section: string): readonly (readonly string[])[] =>
  section
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| ---"))
    .slice(1)
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const models = rowsOf(modelSection);
const affordances = rowsOf(affordanceSection);
const named = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);
const everywhere = "all that have it";

const offered = await Promise.all(
  thingModelNames.map(async (name) => {
    const { properties, actions, events } = await thingModel(name);
    return [name, Object.keys({ ...properties, ...actions, ...events })] as const;
  }),
);

describe("the table of vocabularies", () => {
  it("has a row for each model, and no other", () => {
    expect(models.flatMap(([name]) => named(name))).toEqual([...thingModelNames]);
  });

  it.each(offered)("has exactly one row for each affordance of %s", (model, names) => {
    for (const name of names) {
      const rows = affordances.filter(
        ([affordance, where]) =>
          named(affordance).includes(name) && (where === everywhere || named(where).includes(model)),
      );
      expect(rows, name).toHaveLength(1);
    }
  });

  it("has no row for an affordance that no model has", () => {
    const having = (name: string) => offered.filter(([, names]) => names.includes(name)).map(([model]) => model);
    for (const [affordance, where] of affordances) {
      const [name = ""] = named(affordance);
      expect(having(name).length, name).toBeGreaterThan(0);
      for (const model of where === everywhere ? [] : named(where)) expect(having(name), name).toContain(model);
    }
  });

  it("has something, or a dash, in each cell", () => {
    for (const row of models) expect([row.length, row.includes("")]).toEqual([7, false]);
    for (const row of affordances) expect([row.length, row.includes("")]).toEqual([8, false]);
  });
});
