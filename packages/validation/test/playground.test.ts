import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { corpusFile, tdCorpus } from "../../../test/td-corpus.js";
import { type Judgement, judgeDocument } from "../src/index.js";
import { playgroundDifferences } from "./playground-differences.js";

interface Entry {
  readonly path: string;
  readonly sha256: string;
  readonly ajv?: { readonly td11?: string; readonly tm11?: string };
  readonly expected?: { readonly verdict: "valid" | "warning" | "invalid" };
}

const manifest = new URL("manifest.json", tdCorpus);

/**
 * The playground's word for a judgement. Its warnings are of what no assertion forbids: our lints. That a text is in no
 * language it does not say, and neither is that an address is private or has no TLS.
 */
function verdictOf({ verdict, findings }: Judgement): "invalid" | "warned" | "quiet" {
  if (verdict === "invalid") return "invalid";
  return findings.some(({ assertion }) => !unsaid.has(assertion)) ? "warned" : "quiet";
}
const unsaid = new Set(["lint-title-language", "lint-clear-text-credentials", "lint-private-address"]);

describe.skipIf(!existsSync(manifest))("the examples of the playground", () => {
  const examples = () =>
    (JSON.parse(readFileSync(manifest, "utf8")) as readonly Entry[]).flatMap(({ expected, ...entry }) =>
      expected === undefined
        ? []
        : [
            {
              ...entry,
              expected: expected.verdict,
              id: entry.sha256.slice(0, 16),
              ours: verdictOf(judgeDocument(readFileSync(corpusFile(entry.path)))),
            },
          ],
    );

  it("get the verdict that it expects, but those that were read and are listed", () => {
    const all = examples();
    const different = all
      .filter(({ expected, ours }) => {
        if (expected === "warning") return ours !== "warned";
        return (expected === "invalid") !== (ours === "invalid");
      })
      .map(({ id, expected, ours }) => [id, expected === "invalid" ? "valid" : ours]);
    expect(all.length).toBe(178);
    expect(new Map(different as [string, string][])).toEqual(
      new Map([...playgroundDifferences].map(([id, { verdict }]) => [id, verdict])),
    );
  });

  it("are refused where the W3C schema lets pass what the document alone shows to be wrong", () => {
    const disagreements = examples().filter(
      ({ expected, ajv }) => expected === "invalid" && (ajv?.tm11 ?? ajv?.td11) === "valid",
    );
    expect(disagreements.length).toBe(6);
    const passed = disagreements.filter(({ ours }) => ours !== "invalid").map(({ id }) => id);
    expect(passed.filter((id) => !playgroundDifferences.has(id))).toEqual([]);
    expect(passed.length).toBe(2);
  });
});
