import { judgeDocument } from "../../src/index.js";
import type { Operator } from "./operator.js";
import { relationOperators } from "./relation-operators.js";
import type { JsonObject } from "./seeds.js";
import { structureOperators } from "./structure-operators.js";
import { nameOperators, typeOperators } from "./typed-operators.js";

/** Thing Models are changed by their own operators: of what a Thing Description must have, they may leave all away. */
export const operatorsFor = (document: JsonObject): readonly Operator[] =>
  JSON.stringify(document["@type"] ?? "").includes("tm:ThingModel") ? relationOperators : operators;

export const operators: readonly Operator[] = [
  ...typeOperators,
  ...nameOperators,
  ...structureOperators,
  ...relationOperators,
];

/** A mutant that was not judged as its operator says. */
export interface Miss {
  readonly assertion: string;
  readonly describe: string;
  readonly document: string;
  /** The assertions of the errors that were found. */
  readonly found: readonly string[];
}

export interface Measure {
  readonly mutants: number;
  /** Assertions of which there was a mutant. */
  readonly assertions: ReadonlySet<string>;
  readonly misses: readonly Miss[];
}

/** Judges every mutant of the documents, and says which were not caught under the right assertion. */
export function measure(documents: Iterable<readonly [name: string, document: JsonObject]>): Measure {
  let mutants = 0;
  const assertions = new Set<string>();
  const misses: Miss[] = [];
  for (const [name, document] of documents) {
    // Several operators make the same mutant for different assertions.
    const judged = new Map<string | Uint8Array, readonly string[]>();
    for (const { assertion, describe, mutants: make } of operatorsFor(document)) {
      for (const mutant of make(document)) {
        mutants++;
        assertions.add(assertion);
        const text = "text" in mutant ? mutant.text : JSON.stringify(mutant.value);
        const found = judged.get(text) ?? errorsOf(text);
        judged.set(text, found);
        if (!found.includes(assertion)) misses.push({ assertion, describe, document: name, found });
      }
    }
  }
  return { mutants, assertions, misses };
}

export const errorsOf = (text: string | Uint8Array): readonly string[] => [
  ...new Set(
    judgeDocument(text)
      .findings.filter(({ level }) => level === "error")
      .map(({ assertion }) => assertion),
  ),
];

/** The figures as lines of text, by assertion. */
export function report({ mutants, misses }: Measure): string {
  const lines = new Map<string, number>();
  for (const { assertion, describe, document, found } of misses) {
    const line = `${assertion} | ${describe} | ${document} | found: ${found.slice(0, 6).join(", ") || "no error"}`;
    lines.set(line, (lines.get(line) ?? 0) + 1);
  }
  const caught = mutants - misses.length;
  return [
    `${caught} of ${mutants} mutants caught under the right assertion (${((100 * caught) / mutants).toFixed(2)} %)`,
    ...[...lines].sort().map(([line, count]) => `${count} x ${line}`),
  ].join("\n");
}
