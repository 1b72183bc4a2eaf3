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
  readonly context?: string | null;
  readonly ajv?: Readonly<Partial<Record<"td11" | "td10" | "tm11", "valid" | "invalid">>>;
}

describe.skipIf(!existsSync(manifestUrl))("the corpus", () => {
  const entries = existsSync(manifestUrl) ? (JSON.parse(readFileSync(manifestUrl, "utf8")) as readonly Entry[]) : [];
  const judged = () =>
    entries.map((entry) => ({ ...entry, judgement: judgeDocument(readFileSync(corpusFile(entry.path))) }));

  it("has every document rejected that the W3C schema rejects or that is no JSON", () => {
    // A TD 1.0 document is judged as one: the schema of TD 1.1 asks more of it.
    const isRejected = ({ kind, context, ajv }: Entry) =>
      kind === "unparseable" ||
      (kind === "td" && ajv?.td11 === "invalid" && !(context === "td-1.0" && ajv.td10 === "valid"));
    const passed = judged().filter((entry) => isRejected(entry) && entry.judgement.verdict !== "invalid");
    expect(passed.map(({ path }) => path)).toEqual([]);
    expect(entries.length).toBeGreaterThan(1000);
  });

  it("has a finding under the schema's own name for next to none of them", () => {
    const bySchema = judged().filter(({ judgement: { findings } }) =>
      findings.some(({ assertion }) => assertion === "td-processor"),
    );
    expect(bySchema.length).toBeLessThan(15);
  });

  it("has no error in a document that the W3C schemas accept, but those that were read and confirmed", () => {
    const found = judged()
      .filter(({ ajv }) => ajv?.td11 === "valid" || ajv?.tm11 === "valid")
      .flatMap(({ sha256, judgement: { findings } }) =>
        findings
          .filter(({ level, follows }) => level === "error" && follows === undefined)
          .map(({ assertion }) => `${sha256} ${assertion}`),
      );
    const known = [...knownFindings].flatMap(([sha256, assertions]) => assertions.map((each) => `${sha256} ${each}`));
    expect([...new Set(found)].sort()).toEqual(known.sort());
  });
});
