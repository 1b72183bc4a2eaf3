import type { CheckDescription } from "../../check.js";
import { FormEvidence, type FormFinding } from "../../kinds/form-evidence.js";
import type { Exchange } from "../../wire/wire.js";
import type { ConsumerCheck, ConsumerSubject } from "../consumer-subject.js";
import { hidden, secretsIn } from "../secrets.js";
import type { Trial } from "../trial.js";
import { obstacleIn, type TrialRecord } from "../trial-record.js";

/** What a check looks at in one trial. */
export interface Exercise {
  readonly trial: Trial;
  /** Says `violated` for what the client did, not for what it was not asked to do or could not be made to do. */
  judge(record: TrialRecord): FormFinding;
  /** The requests that are the evidence, the most telling one first; all of them by default. */
  evidence?(record: TrialRecord): readonly Exchange[];
}

export interface ConsumerCheckDescription extends Omit<CheckDescription, "safety"> {
  /** The profile that the client must claim for this to concern it. */
  readonly profile?: string;
  readonly exercises: readonly Exercise[];
}

/** A check of a client by trials. One that shows a violation decides; else one that the client stands. */
export function consumerCheck({ profile, exercises, ...description }: ConsumerCheckDescription): ConsumerCheck {
  return {
    ...{ ...description, safety: "read" },
    appliesTo({ about }) {
      return profile === undefined || about.profiles.includes(profile) ? true : `the client does not claim ${profile}`;
    },
    async run(subject) {
      const found = new FormEvidence("trials");
      for (const exercise of exercises) found.add(await judged(exercise, subject));
      return found.together(description.requirement);
    },
  };
}

async function judged({ trial, judge, evidence }: Exercise, subject: ConsumerSubject) {
  const record = await subject.record(trial);
  const exchanges = evidence?.(record) ?? [...record.arrivals, ...record.datagrams, ...record.callbacks];
  const { judgement, actual } = conclusion(record, judge(record));
  // What the client says, and the addresses that it asks, may hold what it was given to get in with.
  return { judgement, actual: hidden(actual, secretsIn(trial.credentials)), pointer: trial.name, exchanges };
}

/** What kept the client from going on explains why nothing could be judged. */
function conclusion(record: TrialRecord, finding: FormFinding): FormFinding {
  const obstacle = obstacleIn(record);
  if (finding.judgement !== "inconclusive" || obstacle === undefined) return finding;
  const isSilent = record.answered.some(({ reply }) => reply.kind === "silent");
  return { judgement: isSilent ? "tool-error" : "inconclusive", actual: obstacle };
}
