import { tdAssertions } from "@thingwright/validation";
import type { Check } from "../../check.js";
import { isModelInFile, judgedDocument } from "../../kinds/judged-document.js";
import { inconclusive, type Outcome, outcome } from "../../outcome.js";
import type { Subject } from "../../subject.js";

/** Most findings that are named in words. */
const mostNamed = 5;

export const tdIsValid: Check = {
  id: "td-processor",
  area: "td",
  specification: "td11",
  section: "class-definitions",
  level: "MUST",
  requirement: "The description satisfies the constraints of every class of the TD information model.",
  procedure:
    "Holds the description against the W3C's JSON Schema, then against rules that no JSON Schema can say. Fails on any error that no other assertion names.",
  example: "The description is an array of texts.",
  safety: "read",
  appliesTo: (subject) => (isModelInFile(subject) ? "the file is a Thing Model" : true),
  async run(subject) {
    return judge(subject);
  },
};

function judge(subject: Subject): Outcome {
  const { retrieval, bytes, thing, findings } = subject;
  const evidence = retrieval === undefined ? [] : [retrieval.exchange];
  const expected = "a Thing Description without errors";
  if (thing !== undefined) return outcome("holds", expected, "it has none", ...evidence);
  const errors = findings.filter(({ level }) => level === "error");
  if (errors.some(({ code }) => code === "WOT_TD_LIMIT")) {
    return inconclusive(expected, errors[0]!.message, ...evidence);
  }
  const invalid = errors.filter(({ code }) => code === "WOT_TD_INVALID");
  if (invalid.length === 0) {
    return inconclusive(expected, bytes === undefined ? "no description came" : "what came is not JSON", ...evidence);
  }
  const others = namedOtherwise(subject);
  if (others.length > 0) {
    return inconclusive(expected, `what is wrong has its own assertion: ${others.join(", ")}`, ...evidence);
  }
  const named = invalid.slice(0, mostNamed).map(({ message }) => message);
  if (invalid.length > mostNamed) named.push(`and ${invalid.length - mostNamed} more`);
  return outcome("violated", expected, named.join("; "), ...evidence);
}

const mandatory: ReadonlySet<string> = new Set(
  tdAssertions().flatMap(({ id, level }) => (level === "MUST" && id !== "td-processor" ? [id] : [])),
);

/** Assertions with an id of their own that the description breaks: their checks fail. */
function namedOtherwise(subject: Subject): readonly string[] {
  const { kind, findings } = judgedDocument(subject)?.judgement ?? { kind: "unknown", findings: [] };
  if (kind === "unknown") return [];
  const broken = findings.filter(({ assertion, follows }) => follows === undefined && mandatory.has(assertion));
  return [...new Set(broken.map(({ assertion }) => assertion))].slice(0, mostNamed);
}
