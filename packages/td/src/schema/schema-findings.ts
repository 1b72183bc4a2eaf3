import { type Finding, finding } from "../finding.js";
import { usefulViolations } from "../json-schema/useful-violations.js";
import { describeViolation, type Violation } from "../json-schema/violation.js";
import { truncate } from "../truncate.js";
import { explainUnion, type TdViolation } from "./explain-union.js";
import { allErrors, firstErrors } from "./td-schema.js";

/** A longer document gets its first violation only: ajv keeps every error that it finds, and they outgrow the document. */
const mostBytesForAllErrors = 64 * 1024;
const mostFindings = 100;

/**
 * What the W3C schema holds against `doc`, in plain words and without the noise of unions; empty when it is valid.
 *
 * @param leastBytes - about how long `doc` is as text
 * @param select - leaves out violations that the caller has told of by other means
 */
export function schemaFindings(
  doc: unknown,
  leastBytes: number,
  select: (violations: readonly Violation[]) => readonly Violation[] = (violations) => violations,
): readonly Finding[] {
  try {
    const first: readonly TdViolation[] = firstErrors(doc);
    if (first.length === 0) return [];
    const violations: readonly TdViolation[] = select(leastBytes > mostBytesForAllErrors ? first : allErrors(doc));
    return toFindings(usefulViolations(violations, (pointer) => explainUnion(doc, pointer)));
  } catch (error) {
    // The regular expression of a format runs out of stack on a string of megabytes.
    if (error instanceof RangeError)
      return [finding("WOT_TD_LIMIT", "", "the document holds a string too long to check")];
    throw error;
  }
}

function toFindings(violations: readonly TdViolation[]): readonly Finding[] {
  const findings = new Map<string, Finding>();
  for (const violation of violations) {
    const message = messageOf(violation);
    findings.set(`${violation.instancePath} ${message}`, finding("WOT_TD_INVALID", violation.instancePath, message));
    if (findings.size === mostFindings) break;
  }
  return [...findings.values()];
}

function messageOf(violation: TdViolation): string {
  const { instancePath, keyword, phrase } = violation;
  if (phrase !== undefined) return `${truncate(instancePath)} ${phrase}`;
  if (keyword === "not" && typePointer.test(instancePath)) {
    return `${truncate(instancePath)} must not be "tm:ThingModel": a Thing Model is no Thing Description`;
  }
  return describeViolation(violation, "the document");
}

const typePointer = /\/@type(?:\/\d+)?$/;
