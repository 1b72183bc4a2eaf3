import type { JudgementFinding, TdAssertion } from "@thingwright/validation";
import type { Check } from "../check.js";
import { inconclusive, type Outcome, outcome } from "../outcome.js";
import { tdRequirement } from "../specifications/td-requirement.js";
import type { Subject } from "../subject.js";
import { type JudgedDocument, judgedDocument } from "./judged-document.js";

/** `judgeDocument` tells no more findings of one document. */
const mostFindings = 100;

/** Most places that are named in words. */
const mostNamed = 3;

/** The Check of an assertion that the description alone shows: it goes by the judge of `@thingwright/validation`. */
export function staticCheck({ id, section, level }: TdAssertion): Check {
  return documentedCheck({ id, section, level, specification: "td11", requirement: tdRequirement(id) }, [id]);
}

/** The Check of what the assertions `ids` of TD 1.1 say together: all that the description has of them must be kept. */
export function documentedCheck(
  description: Pick<Check, "id" | "section" | "level" | "specification" | "requirement">,
  ids: readonly string[],
): Check {
  const { level, requirement } = description;
  return {
    ...description,
    area: "static",
    procedure: `Looks in the description for what the assertion speaks of. ${level === "MUST" ? "Fails" : "Warns"} where it is not kept.`,
    example: `The description has a finding ${ids[0]}.`,
    safety: "read",
    appliesTo(subject) {
      const document = judgedDocument(subject);
      if (document === undefined || ids.some((each) => isConcerned(document, each))) return true;
      return "the description has nothing that the assertion speaks of";
    },
    async run(subject) {
      return judge(subject, ids, requirement);
    },
  };
}

function isConcerned({ judgement, exercised }: JudgedDocument, id: string): boolean {
  return exercised.has(id) || judgement.findings.some(({ assertion }) => assertion === id);
}

function judge(subject: Subject, ids: readonly string[], expected: string): Outcome {
  const document = judgedDocument(subject);
  if (document === undefined) return inconclusive(expected, "there is no description to look at");
  const { kind, version, findings } = document.judgement;
  if (kind === "unknown") return inconclusive(expected, "the description cannot be read");
  const found = findings.filter(({ assertion }) => assertion !== undefined && ids.includes(assertion));
  const own = found.filter(({ follows }) => follows === undefined);
  if (own.length > 0) return violation(subject, expected, own);
  if (found.length > 0) return inconclusive(expected, `what speaks against it follows from ${found[0]!.follows}`);
  if (version !== "1.1") return inconclusive(expected, `the description is one of TD ${version}`);
  if (findings.length >= mostFindings) return inconclusive(expected, "there are more findings than are told");
  return outcome("holds", expected, "it does");
}

function violation({ retrieval }: Subject, expected: string, found: readonly JudgementFinding[]): Outcome {
  const named = found.slice(0, mostNamed).map(({ message, line, column }) => `${message} (${line}:${column})`);
  if (found.length > mostNamed) named.push(`and ${found.length - mostNamed} more`);
  const evidence = retrieval === undefined ? [] : [retrieval.exchange];
  return outcome("violated", expected, named.join("; "), ...evidence);
}
