import { isWotError } from "@thingwright/errors";
import { type Finding, truncate } from "@thingwright/td";
import { vocabularies } from "../contexts/vocabularies.js";
import { documentLoader } from "../document-loader.js";
import { linkedDocument } from "../expand.js";
import type { DocumentInput } from "../json-document.js";
import type { LinkedDataOptions } from "../linked-data-options.js";
import { startRun } from "../processor.js";
import { loadContexts } from "./load-contexts.js";
import { type LostName, lostNames } from "./lost-names.js";
import { standardTerms } from "./standard-terms.js";

/** Most warnings of one document. */
const mostFindings = 100;

/**
 * What speaks against a document as linked data. An error: it is not JSON-LD, or has a context that is not known. A
 * warning: a name that no context defines, which JSON-LD drops without a word, or which the `@vocab` of TD 1.1 makes a term
 * that does not exist; a prefix that is nowhere declared; a class that is no IRI. Never throws for what is in the document.
 *
 * Terms of the standard that the W3C's context takes for something else where it does not define them, as those of a DataSchema below the
 * `uriVariables` of a Thing, are no fault of the document and are not told.
 *
 * @throws {AbortError} WOT_ABORTED
 * @throws {UsageError} WOT_RANGE if a limit is none
 * @see TD 1.1 §8, the level that it calls full validation
 */
export async function checkLinkedData(
  document: DocumentInput,
  options: LinkedDataOptions = {},
): Promise<readonly Finding[]> {
  try {
    return await check(linkedDocument(document, options), options);
  } catch (error) {
    if (!isWotError(error) || error.family === "AbortError" || error.family === "UsageError") throw error;
    const { pointer } = error as { pointer?: string };
    return [{ level: "error", code: error.code, pointer: pointer ?? "", message: error.message }];
  }
}

async function check(input: object, options: LinkedDataOptions): Promise<readonly Finding[]> {
  const run = startRun(options);
  const { contexts, findings } = await loadContexts(input, documentLoader({ ...options, signal: run.signal }));
  run.throwIfOver();
  if (findings.length > 0) return findings.slice(0, mostFindings);
  await run.step(({ expand }) => expand(input, { ...run.settings, safe: false }));
  const warnings: Finding[] = [];
  for (const lost of lostNames(input, contexts)) {
    if (isOfStandard(lost)) continue;
    warnings.push(warningOf(lost));
    if (warnings.length === mostFindings) break;
  }
  return warnings;
}

const isOfStandard = ({ kind, name }: LostName): boolean =>
  kind !== "undeclared-prefix" && kind !== "hidden-prefix" && standardTerms.has(name);

const phrases: Readonly<Record<LostName["kind"], (name: string, prefix: string) => string>> = {
  "undefined-term": (name) =>
    `${name} is no term of any context and gets lost as linked data; declare it, or give it a prefix`,
  "captured-term": (name) =>
    `${name} is no term of any context and is taken for one of the W3C's vocabulary, which lacks it; give it a prefix`,
  "captured-class": (name) =>
    `the class ${name} is no term of any context and is taken for one of the W3C's vocabulary, which lacks it; ` +
    "give it a prefix",
  "undeclared-prefix": (name, prefix) => {
    const known = vocabularies.get(prefix);
    const hint = known === undefined ? "" : `; it usually stands for ${known}`;
    return `${name} has the prefix ${JSON.stringify(truncate(prefix))}, which no context declares${hint}`;
  },
  "hidden-prefix": (name, prefix) =>
    `${name} is taken for an IRI: ${JSON.stringify(truncate(prefix))} is a term here and not fit for a prefix; ` +
    "choose another prefix, for an IRI that ends with / or #",
  "relative-type": (name) => `the class ${name} is no term of any context; give it a prefix`,
};

function warningOf({ kind, name, pointer }: LostName): Finding {
  const message = `${truncate(pointer)}: ${phrases[kind](JSON.stringify(truncate(name)), name.split(":")[0]!)}`;
  return { level: "warning", code: "WOT_TD_INVALID", pointer, message };
}
