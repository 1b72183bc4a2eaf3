import type { CheckDescription } from "../check.js";
import type { Claim, ClaimedImplementation } from "../run/claim.js";
import type { Tally, Verdict } from "../verdict.js";
import type { Effect, Unrestored } from "../wire/change.js";
import type { RecordedExchange } from "./recorded-exchange.js";

/** Name and version of the form of a report. A member that goes or changes its meaning is a new version. */
export const reportFormat = "thingwright-conformance-report";
export const reportVersion = 2;

/** The version of this package, of which a report is made. */
export const toolVersion = "0.1.0";

/**
 * Why a run ended: everything has its verdict (`complete`), the time was up (`deadline`), the user ended it
 * (`interrupted`), or something failed and that was enough (`failure`).
 */
export type Ending = "complete" | "deadline" | "interrupted" | "failure";

/** Under what a run was made: with the same, it can be made again. */
export interface RunSettings {
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly allow: readonly Effect[];
  /** Whether a violated SHOULD or MAY counts as a failure of the run. */
  readonly strict: boolean;
  readonly seed: number;
  readonly repeats: number;
}

/** What came of one run on one target. Plain data: its JSON is the report's own form. */
export interface Report {
  readonly format: typeof reportFormat;
  readonly version: typeof reportVersion;
  readonly tool: { readonly name: "@thingwright/conformance"; readonly version: string };
  /** URL or file; the id or title when a Thing Description was given. */
  readonly target: string;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly settings: RunSettings;
  readonly ended: Ending;
  /** What is judged, as the claim says; absent without a claim. */
  readonly implementation?: ClaimedImplementation;
  readonly things: readonly ThingReport[];
  /** How many Things of a listing were not judged, because it has more than the limit. */
  readonly omittedThings: number;
  /** What the run did to the Things, in its order, as it was named before it was done. */
  readonly effects: readonly string[];
  /** What the run changed and could not put back. */
  readonly unrestored: readonly Unrestored[];
  /** What people answered, by the id of the assertion; empty without a claim. */
  readonly claims: Readonly<Record<string, Claim>>;
  readonly tally: Tally;
}

/** What came of one Thing. */
export interface ThingReport {
  /** Title of the Thing, or the target when there is none. */
  readonly title: string;
  readonly id?: string;
  /** In the order of the checks, whatever the order in which they ran. */
  readonly results: readonly CheckResult[];
  readonly tally: Tally;
}

/** What came of one check. */
export interface CheckResult extends Omit<CheckDescription, "procedure" | "example"> {
  readonly verdict: Verdict;
  readonly expected: string;
  readonly actual: string;
  /** The exchanges that decided, the most telling one first. */
  readonly transcript: readonly RecordedExchange[];
  /** A command line that does the first exchange of the transcript again. */
  readonly reproduce?: string;
  readonly durationMs: number;
  /**
   * How often each verdict was given, where repeats did not agree. `verdict` then is the one that weighs most, and the other
   * members are those of the first time that it was given.
   */
  readonly given?: Tally;
}
