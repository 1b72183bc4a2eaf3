import type { Report } from "../report/report.js";

/** What the process tells its caller. */
export const exitCode = {
  /** Nothing failed. */
  ok: 0,
  /** At least one MUST is violated. */
  failed: 1,
  /** Wrong arguments, nothing to judge, or a check that could not be carried out. */
  trouble: 2,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** A failure that was found counts more than a check that could not be carried out. */
export function exitCodeOf(reports: readonly Report[]): ExitCode {
  if (reports.some(({ tally }) => tally.fail > 0)) return exitCode.failed;
  const isTroubled = reports.some(({ tally, things }) => tally["tool-error"] > 0 || things.length === 0);
  return isTroubled ? exitCode.trouble : exitCode.ok;
}
