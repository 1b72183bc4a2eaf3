import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tdCorpus } from "../../../../test/td-corpus.js";
import { judgedAssertions, unjudgedAssertions } from "../../src/index.js";

const csv = new URL("../assertions/td11-classified.csv", tdCorpus);

/** Ids of the assertions about documents, and of all assertions. */
function idsOf(text: string): { readonly documents: readonly string[]; readonly all: ReadonlySet<string> } {
  const rows = [...text.matchAll(/^"([\w-]+)",(?:"[^"]*",){5}"([\w-]+)"/gm)];
  return {
    documents: rows.filter(([, , mode]) => mode!.startsWith("static")).map(([, id]) => id!),
    all: new Set(rows.map(([, id]) => id!)),
  };
}

describe("the table of assertions", () => {
  it("is as the judge has it", async () => {
    const rows = [...judgedAssertions(), ...unjudgedAssertions].sort(([a], [b]) => (a < b ? -1 : 1));
    const lines = rows.map(([id, by]) => `| ${id} | ${judges.get(by) ?? `not judged: ${by}`} |`);
    const table = [...head, ...lines, ""].join("\n");
    await expect(table).toMatchFileSnapshot("../../assertions.md");
  });

  it("has no assertion both judged and not", () => {
    const judged = judgedAssertions();
    expect([...unjudgedAssertions.keys()].filter((id) => judged.has(id))).toEqual([]);
  });

  describe.skipIf(!existsSync(csv))("beside the W3C's list", () => {
    const { documents, all } = existsSync(csv) ? idsOf(readFileSync(csv, "utf8")) : { documents: [], all: new Set() };
    const known = new Set([...judgedAssertions().keys(), ...unjudgedAssertions.keys()]);

    it("names every assertion about documents", () => {
      expect(documents.length).toBe(380);
      expect(documents.filter((id) => !known.has(id))).toEqual([]);
    });

    it("names none that is not in it", () => expect([...known].filter((id) => !all.has(id))).toEqual([]));
  });
});

const judges: ReadonlyMap<string, string> = new Map([
  ["vocabulary", "`src/vocabulary`, `src/walk`"],
  ["text", "`src/findings-of.ts`, `src/judge-document.ts`"],
  ["rule", "`src/rules`"],
  ["schema", "the W3C's schema, where nothing else says what is wrong"],
]);

const head = [
  "# Assertions about documents",
  "",
  "Every assertion of TD 1.1 that concerns a document, and what in this package finds that it is broken. Written by",
  "`npx vitest run packages/validation -u` from the rules and tables; a test compares it with them.",
  "",
  "| assertion | judged by |",
  "| --- | --- |",
];
