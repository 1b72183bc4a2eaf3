import { readFile } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";
import type { TestOutcome } from "./test-results.js";

/** Name and version of the form of a claim. */
export const claimFormat = "thingwright-conformance-claim";
export const claimVersion = 1;

/** What somebody who knows the implementation says of an assertion. `open` is what nobody has answered yet. */
export type ClaimAnswer = "yes" | "no" | "not-applicable" | "open";

export interface Claim {
  /** What is asked, where no check answers; for the reader only. */
  readonly question?: string;
  readonly answer: ClaimAnswer;
  /** What the answer rests on: a document, a test, an observation; who made it, and when. */
  readonly evidence?: string;
  /** Tests that prove a yes, by `CLASSNAME > NAME` of the case in JUnit XML; `*` stands for anything. They decide, whatever the evidence. */
  readonly tests?: readonly string[];
  /** What came of each of them; a run adds it, a file has none. */
  readonly tested?: Readonly<Record<string, TestOutcome | "missing">>;
}

/** What the claim is about. */
export interface ClaimedImplementation {
  readonly name: string;
  readonly version?: string;
  readonly vendor?: string;
}

/**
 * What a vendor claims of an implementation: its implementation conformance statement. A check whose assertion is answered
 * `no` or `not-applicable` is `not-claimed`; what no probe can judge is answered here by a person.
 */
export interface ClaimFile {
  readonly format: typeof claimFormat;
  readonly version: typeof claimVersion;
  readonly implementation: ClaimedImplementation;
  /** By the id of the assertion. */
  readonly claims: Readonly<Record<string, Claim>>;
}

const answers: readonly unknown[] = ["yes", "no", "not-applicable", "open"] satisfies readonly ClaimAnswer[];

/** Reads a claim. @throws {UsageError} WOT_ARGUMENT when `file` cannot be read or holds none */
export async function readClaim(file: string): Promise<ClaimFile> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be read as a claim: ${(cause as Error).message}`, { cause });
  }
  const fault = faultIn(document);
  if (fault === undefined) return document as ClaimFile;
  throw new UsageError("WOT_ARGUMENT", `${file} is no claim: ${fault}`);
}

function faultIn(document: unknown): string | undefined {
  const { format, version, implementation, claims } = membersOf(document);
  if (format !== claimFormat || version !== claimVersion) return `its format is not ${claimFormat} ${claimVersion}`;
  if (typeof membersOf(implementation).name !== "string") return "it does not name the implementation";
  if (typeof claims !== "object" || claims === null) return "it has no claims";
  for (const [id, claim] of Object.entries(claims)) {
    const { answer, evidence, tests, tested } = membersOf(claim);
    if (!answers.includes(answer)) return `the answer for ${id} is not one of ${answers.join(", ")}`;
    if (evidence !== undefined && typeof evidence !== "string") return `the evidence for ${id} is no text`;
    if (tests !== undefined && !isTexts(tests)) return `the tests for ${id} are no list of texts`;
    if (tested !== undefined) return `it says itself what came of the tests for ${id}`;
  }
  return undefined;
}

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string");

const membersOf = (value: unknown): Readonly<Record<string, unknown>> => Object(value) as Record<string, unknown>;

/** Why a claim keeps a check from being run; `undefined` when it does not. */
export function disclaimed(claims: ClaimFile["claims"], id: string): string | undefined {
  const claim = Object.hasOwn(claims, id) ? claims[id] : undefined;
  if (claim?.answer !== "no" && claim?.answer !== "not-applicable") return undefined;
  const answer = claim.answer === "no" ? "it is not claimed" : "it is claimed not to apply";
  return claim.evidence === undefined ? answer : `${answer}: ${claim.evidence}`;
}
