import { modelRules, rules } from "./rules/index.js";
import { assertionsOfVocabulary } from "./vocabulary/assertions-of.js";

/** What finds that an assertion is broken: tables of the vocabulary, the text itself, a rule, the W3C's schema. */
export type Judge = "vocabulary" | "text" | "rule" | "schema";

/** The assertions of TD 1.1 that `judgeDocument` judges, each with what finds that it is broken. Lints are none. */
export function judgedAssertions(): ReadonlyMap<string, Judge> {
  const judged = new Map<string, Judge>([["td-processor", "schema"]]);
  for (const { id } of [...rules, ...modelRules]) if (!id.startsWith("lint-")) judged.set(id, "rule");
  for (const id of ofText) judged.set(id, "text");
  for (const id of [...assertionsOfVocabulary(), ...ofValues]) judged.set(id, "vocabulary");
  return judged;
}

const ofText = [
  "td-json-open",
  "td-json-open_utf-8",
  "td-json-open_no-byte-order",
  "tm-placeholder-retyping",
  "td-properties_uniqueness",
  "td-actions_uniqueness",
  "td-events_uniqueness",
];

/** What the walk says of values beside the tables: of contexts, languages, times, names of security definitions. */
const ofValues = [
  "td-context-ns-thing-mandatory",
  "td-context-ns-thing-optional",
  "td-context-ns-thing-map-of-namespaces",
  "td-multilanguage-language-tag",
  "td-multilanguage-value",
  "td-datetime-recommended-type",
  "tm-td-generation-inconsistencies",
];
