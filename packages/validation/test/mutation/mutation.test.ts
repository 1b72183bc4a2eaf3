import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { corpusFile, tdCorpus } from "../../../../test/td-corpus.js";
import { errorsOf, type Measure, measure, report } from "./measure.js";
import { type JsonObject, seeds } from "./seeds.js";

const minute = 60_000;

/** The figure, and of what was not caught the document and the assertions found instead. */
function expectCaught(measured: Measure): void {
  console.info(report(measured));
  expect(1 - measured.misses.length / measured.mutants).toBeGreaterThanOrEqual(0.98);
}

describe("a judgement of mutants", () => {
  it.each(seeds)("finds no error in %s as it is", (_, document) => {
    expect(errorsOf(JSON.stringify(document))).toEqual([]);
  });

  it("names the assertion that was broken in 98 % of them", { timeout: 5 * minute }, () => {
    expectCaught(measure(seeds));
  });
});

interface Entry {
  readonly path: string;
  readonly kind: string;
  readonly context?: string;
  readonly bytes: number;
  readonly ajv?: { readonly td11?: string; readonly tm11?: string };
}

const manifest = new URL("manifest.json", tdCorpus);
/** Documents of the corpus without error, small enough, and far from each other. */
function* corpusSeeds(): Generator<readonly [string, JsonObject]> {
  const entries = JSON.parse(readFileSync(manifest, "utf8")) as readonly Entry[];
  const fit = entries.filter(
    ({ context, bytes, ajv }) =>
      context === "td-1.1" && bytes < 8000 && (ajv?.td11 === "valid" || ajv?.tm11 === "valid"),
  );
  for (let index = 0; index < fit.length; index += Math.ceil(fit.length / 12)) {
    const text = readFileSync(corpusFile(fit[index]!.path), "utf8");
    if (errorsOf(text).length === 0) yield [fit[index]!.path, JSON.parse(text) as JsonObject];
  }
}

describe.skipIf(!existsSync(manifest))("a judgement of mutants of the corpus", () => {
  it("names the assertion that was broken in 98 % of them", { timeout: 5 * minute }, () => {
    expectCaught(measure(corpusSeeds()));
  });
});
