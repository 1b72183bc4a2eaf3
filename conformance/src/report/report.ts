import type { CheckDescription } from "../check.js";
import type { Unrestored } from "../run/ledger.js";
import type { Tally, Verdict } from "../verdict.js";
import type { RecordedExchange } from "./recorded-exchange.js";

/** Name and version of the form of a report. A member that goes or changes its meaning is a new version. */
export const reportFormat = "thingwright-conformance-report";
export const reportVersion = 2;

/** The version of this package, of which a report is made. */
export const toolVersion = "0.1.0";

/** What came of one run. Plain data: its JSON is the report's own form. */
export interface Report {
  readonly format: typeof reportFormat;
  readonly version: typeof reportVersion;
  readonly tool: { readonly name: "@thingwright/conformance"; readonly version: string };
  /** URL or file; the id or title when a Thing Description was given. */
  readonly target: string;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly things: readonly ThingReport[];
  /** How many Things of a listing were not judged, because it has more than the limit. */
  readonly omittedThings: number;
  /** What the run changed and could not put back. */
  readonly unrestored: readonly Unrestored[];
  readonly tally: Tally;
}

/** What came of one Thing. */
export interface ThingReport {
  /** Title of the Thing, or the target when there is none. */
  readonly title: string;
  readonly id?: string;
  readonly results: readonly CheckResult[];
  readonly tally: Tally;
}

/** What came of one check. */
export interface CheckResult extends Omit<CheckDescription, "procedure" | "example" | "safety"> {
  readonly verdict: Verdict;
  readonly expected: string;
  readonly actual: string;
  /** The exchanges that decided, the most telling one first. */
  readonly transcript: readonly RecordedExchange[];
  /** A command line that sends the first request of the transcript again. */
  readonly reproduce?: string;
  readonly durationMs: number;
}
