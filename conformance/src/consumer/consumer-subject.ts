import type { CheckOf } from "../check.js";
import type { ConsumerAbout } from "./consumer-driver.js";
import type { Trial } from "./trial.js";
import type { TrialRecord } from "./trial-record.js";

/** One client under judgement. */
export interface ConsumerSubject {
  readonly about: ConsumerAbout;
  /** What comes of a trial; the client is put through it once in a run. Never rejects. */
  record(trial: Trial): Promise<TrialRecord>;
  /** Ends with the run. */
  readonly signal: AbortSignal;
}

/** A check of a client: it judges records of trials, and does nothing else. */
export type ConsumerCheck = CheckOf<ConsumerSubject>;
