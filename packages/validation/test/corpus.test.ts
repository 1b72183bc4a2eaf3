import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { corpusFile, tdCorpus } from "../../../test/td-corpus.js";
import { judgeDocument } from "../src/index.js";
import { knownFindings } from "./known-findings.js";

const manifestUrl = new URL("manifest.json", tdCorpus);

interface Entry {
  readonly path: string;
  readonly sha256: string;
  readonly kind: "td" | "tm" | "unparseable";
  readonly ajv?: { readonly td11?: "valid" | "invalid"; readonly tm11?: "valid" | "invalid" };
}

describe.skipIf(!existsSync(manifestUrl))("the corpus", () => {
  const entries = existsSync(manifestUrl) ? (JSON.parse(readFileSync(manifestUrl, "utf8")) as readonly Entry[]) : [];
  const judged = () =>
    entries.map((entry) => ({ ...entry, judgement: judgeDocument(readFileSync(corpusFile(entry.path))) }));

  it("has every document rejected that the W3C schema rejects or that is no JSON", () => {
    const passed = judged().filter(
      ({ kind, ajv, judgement }) =>
        (kind === "unparseable" || (kind === "td" && ajv?.td11 === "invalid")) && judgement.verdict !== "invalid",
    );
    expect(passed.map(({ path }) => path)).toEqual([]);
    expect(entries.length).toBeGreaterThan(1000);
  });

  it("has no error in a document that the W3C schemas accept, but those that were read and confirmed", () => {
    const found = judged()
      .filter(({ ajv }) => ajv?.td11 === "valid" || ajv?.tm11 === "valid")
      .flatMap(({ sha256, judgement: { findings } }) =>
        findings.filter(({ level }) => level === "error").map(({ assertion }) => [sha256, assertion] as const),
      );
    expect(new Map(found)).toEqual(knownFindings);
    expect(found.length).toBe(knownFindings.size);
  });
});
