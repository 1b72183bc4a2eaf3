import type { Check } from "../check.js";
import type { CheckResult, ThingReport } from "../report/report.js";
import type { Subject } from "../subject.js";
import { tallyOf } from "../verdict.js";
import type { Deadline } from "./deadline.js";
import { judge } from "./judge.js";
import type { Ledger } from "./ledger.js";
import type { Configuration } from "./options.js";
import { shuffled } from "./shuffled.js";

/** What judging needs beside the subject. */
export interface Court {
  readonly configuration: Configuration;
  /** What the target is called, for a Thing without a title. */
  readonly target: string;
  readonly ledger: Ledger;
  readonly deadline: Deadline;
}

/** Runs every check on one Thing, and puts back after each what it changed. */
export async function judgeThing(subject: Subject, court: Court): Promise<ThingReport> {
  const { configuration, target } = court;
  const { title = target, id } = subject.thing ?? {};
  const { checks, isShuffled } = configuration;
  const results = new Map<Check, CheckResult>();
  for (const check of isShuffled ? shuffled(checks, subject.random) : checks) {
    results.set(check, await judgeOnce(check, subject, title, court));
  }
  const ordered = checks.map((check) => results.get(check)!);
  const tally = tallyOf(ordered.map(({ verdict }) => verdict));
  return { title, ...(id === undefined ? {} : { id }), results: ordered, tally };
}

async function judgeOnce(check: Check, subject: Subject, thing: string, court: Court): Promise<CheckResult> {
  const { configuration, ledger, deadline } = court;
  const result = await judge(check, subject, configuration);
  await ledger.settle();
  configuration.observer({ kind: "judged", thing, result });
  if (configuration.failFast && result.verdict === "fail") deadline.end("failure");
  return result;
}
