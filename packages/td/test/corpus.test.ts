import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { corpusFile, tdCorpus } from "../../../test/td-corpus.js";
import { isThingModel, parseThingDescription } from "../src/index.js";
import { schemaFindings } from "../src/schema/schema-findings.js";

const manifestUrl = new URL("manifest.json", tdCorpus);

interface Entry {
  readonly path: string;
  readonly kind: "td" | "tm" | "unparseable";
  readonly ajv?: Readonly<Record<"td10" | "td11", "valid" | "invalid">>;
}

describe.skipIf(!existsSync(manifestUrl))("the corpus", () => {
  const entries = existsSync(manifestUrl) ? (JSON.parse(readFileSync(manifestUrl, "utf8")) as readonly Entry[]) : [];
  const of = (kind: Entry["kind"]) =>
    entries.filter((entry) => entry.kind === kind).map((entry) => ({ ...entry, text: textOf(entry) }));

  it("gets the verdict of its manifest from the W3C schema, Thing Description by Thing Description", () => {
    const differing = of("td").filter(({ text, ajv }) => {
      const doc: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
      return (schemaFindings(doc, text.length).length === 0) !== (ajv?.td11 === "valid");
    });
    expect(differing.map(({ path }) => path)).toEqual([]);
  });

  it("parses only where the W3C schema agrees, of TD 1.1 or of TD 1.0, and says why where it does not", () => {
    for (const { path, text, ajv } of of("td")) {
      const result = parseThingDescription(text);
      if (result.ok) expect([ajv?.td11, ajv?.td10], path).toContain("valid");
      else expect(result.findings.length, path).toBeGreaterThan(0);
    }
  });

  it("has Thing Models that are recognised and never parse as Things", () => {
    const models = of("tm").map(({ path, text }) => ({ path, text, doc: JSON.parse(text) as unknown }));
    expect(models.filter(({ doc }) => isThingModel(doc)).length).toBeGreaterThan(models.length / 2);
    for (const { path, text, doc } of models)
      if (isThingModel(doc)) expect(parseThingDescription(text).ok, path).toBe(false);
  });

  it("has files that are no JSON, each with its finding", () => {
    for (const { path, text } of of("unparseable")) expect(parseThingDescription(text).ok, path).toBe(false);
  });
});

function textOf({ path }: Entry): string {
  return readFileSync(corpusFile(path), "utf8");
}
