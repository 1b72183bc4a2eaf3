import type { Report } from "../report/report.js";

/** What the process tells its caller. */
export const exitCode = {
  /** Nothing failed. */
  ok: 0,
  /** At least one MUST is violated; with `--strict`, at least one requirement. */
  failed: 1,
  /** Wrong arguments, or nothing to judge. */
  trouble: 2,
  /** At least one check could not be carried out, and nothing failed. */
  toolError: 3,
  /** Something that was changed could not be put back. */
  unrestored: 4,
  /** The user ended the run. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The code for these reports: what a person has to know first decides. */
export function exitCodeOf(reports: readonly Report[]): ExitCode {
  if (reports.some(({ unrestored }) => unrestored.length > 0)) return exitCode.unrestored;
  if (reports.some(({ ended }) => ended === "interrupted")) return exitCode.interrupted;
  if (reports.some(isFailure)) return exitCode.failed;
  if (reports.some(({ things }) => things.length === 0)) return exitCode.trouble;
  return reports.some(({ tally }) => tally["tool-error"] > 0) ? exitCode.toolError : exitCode.ok;
}

function isFailure({ tally, settings }: Report): boolean {
  return tally.fail > 0 || (settings.strict && tally.warn > 0);
}
