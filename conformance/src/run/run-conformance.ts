import type { ThingDescription } from "@thingwright/td";
import { type Report, reportFormat, reportVersion, toolVersion } from "../report/report.js";
import { tallyOf } from "../verdict.js";
import { Deadline } from "./deadline.js";
import { inParallel } from "./in-parallel.js";
import { judgeThing } from "./judge-thing.js";
import { openConfigured } from "./open-configured.js";
import { type Configuration, type ConformanceOptions, configurationOf } from "./options.js";
import { together } from "./repeated.js";

/**
 * Judges a Thing, or each Thing of a listing. Whatever the target does, there are verdicts, within the deadline.
 *
 * It only reads, unless `allow` says more: each request no more often than needed, and none faster than `requestsPerSecond`. Values
 * that were written are put back after the check that wrote them, also when the run ends early. Credentials go
 * only to Forms whose security definitions name them, and into no report.
 *
 * @param target - URL of http or https, name of a file, or a Thing Description
 * @throws {UsageError} WOT_ARGUMENT for a target that is none of these, a file that cannot be read, or an option that is none;
 *   WOT_RANGE for a number that is not allowed
 */
export async function runConformance(
  target: string | ThingDescription,
  options: ConformanceOptions = {},
): Promise<Report> {
  const configuration = configurationOf(options);
  const deadline = new Deadline(configuration.timeoutMs, configuration.signal);
  try {
    const { seed, repeats } = configuration.settings;
    const first = await runOnce(target, configuration, deadline, seed);
    const reports: [Report, ...Report[]] = [first];
    for (let nth = 1; nth < repeats && !deadline.signal.aborted; nth += 1) {
      reports.push(await runOnce(target, configuration, deadline, seed + nth));
    }
    return together(reports);
  } finally {
    deadline.clear();
  }
}

async function runOnce(
  target: string | ThingDescription,
  configuration: Configuration,
  deadline: Deadline,
  seed: number,
): Promise<Report> {
  const { now, observer, parallelThings } = configuration;
  const startedMs = now();
  const { name, opened, ledger, close } = await openConfigured(target, configuration, deadline, seed);
  observer({ kind: "opened", things: opened.subjects.length, checks: configuration.checks.length });
  const court = { configuration, target: name, ledger, deadline };
  const things = await inParallel(opened.subjects, parallelThings, (subject) => judgeThing(subject, court)).finally(
    close,
  );
  const { settings, claim } = configuration;
  return {
    format: reportFormat,
    version: reportVersion,
    tool: { name: "@thingwright/conformance", version: toolVersion },
    target: name,
    startedAt: new Date(startedMs).toISOString(),
    durationMs: now() - startedMs,
    settings,
    ended: deadline.ending,
    ...(claim === undefined ? {} : { implementation: claim.implementation }),
    things,
    omittedThings: opened.omittedThings,
    effects: ledger.effects,
    unrestored: ledger.unrestored,
    claims: claim?.claims ?? {},
    tally: tallyOf(things.flatMap(({ results }) => results.map(({ verdict }) => verdict))),
  };
}
