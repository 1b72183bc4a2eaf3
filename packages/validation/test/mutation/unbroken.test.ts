import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tdCorpus } from "../../../../test/td-corpus.js";
import { operatorsFor } from "./measure.js";
import { seeds } from "./seeds.js";
import { unbroken } from "./unbroken.js";

const csv = new URL("../assertions/td11-classified.csv", tdCorpus);

/** Ids of the static assertions of TD 1.1 of level MUST or MUST NOT: every cell is in quotes, the text comes last. */
const staticMusts = (): readonly string[] =>
  readFileSync(csv, "utf8")
    .split("\n")
    .map((line) => line.slice(1).split('","'))
    .filter(([, level, , , , , mode]) => level?.startsWith("MUST") && mode?.startsWith("static-"))
    .map(([id]) => id!);

const broken = (): ReadonlySet<string> => {
  const ids = new Set<string>();
  for (const [, document] of seeds) {
    for (const { assertion, mutants } of operatorsFor(document)) {
      if (ids.has(assertion)) continue;
      for (const _ of mutants(document)) {
        ids.add(assertion);
        break;
      }
    }
  }
  return ids;
};

describe("the operators", () => {
  it("break no assertion of which is said that none can", () => {
    const ids = broken();
    expect([...unbroken.keys()].filter((id) => ids.has(id))).toEqual([]);
  });

  it.skipIf(!existsSync(csv))("break every static MUST assertion, but those of which is said why not", () => {
    const ids = broken();
    const musts = staticMusts();
    expect(musts.length).toBe(237);
    expect(musts.filter((id) => !ids.has(id) && !unbroken.has(id))).toEqual([]);
    expect([...unbroken.keys()].filter((id) => !musts.includes(id))).toEqual([]);
  });
});
