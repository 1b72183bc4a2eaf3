import { type Tally, type Verdict, verdicts } from "../verdict.js";
import { printable, visible } from "./printable.js";
import type { CheckResult, Report, ThingReport } from "./report.js";

/** What somebody has to look at: these are explained. */
const remarkable: readonly Verdict[] = ["fail", "warn", "tool-error"];

/**
 * The report for a person: for each Thing its verdicts, and for what fails or warns the reason and a command that shows it.
 * Several Things are listed with what is remarkable only.
 */
export function terminalReport({ things, tally, omittedThings, durationMs, target }: Report): string {
  const isSingle = things.length === 1;
  const blocks = things.map((thing) => blockOf(thing, isSingle));
  const omitted = omittedThings === 0 ? [] : [`${omittedThings} more Things were not judged\n`];
  const about = isSingle ? "" : `${things.length} Things of ${printable(target)}: `;
  return [...blocks, ...omitted, `${about}${countsOf(tally)} in ${(durationMs / 1000).toFixed(1)} s\n`].join("\n");
}

/** @param isSingle - all of its verdicts are wanted, and the report's sum is its own */
function blockOf({ title, id, results, tally }: ThingReport, isSingle: boolean): string {
  const shown = results.filter(({ verdict }) => (isSingle ? verdict !== "not-claimed" : remarkable.includes(verdict)));
  const heading = id === undefined ? printable(title) : `${printable(title)} (${printable(id)})`;
  const counts = isSingle ? [] : [`  ${countsOf(tally)}`];
  return [heading, ...shown.map(rowOf), ...counts, ""].join("\n");
}

/** Width of the longest verdict. */
const verdictWidth = Math.max(...verdicts.map(({ length }) => length));

function rowOf(result: CheckResult): string {
  const { verdict, id, level, requirement, expected, actual, reproduce } = result;
  const row = `  ${verdict.padEnd(verdictWidth)}  ${id}`;
  if (verdict === "pass") return row;
  if (verdict !== "fail" && verdict !== "warn") return `${row}: ${printable(actual)}`;
  const indent = " ".repeat(verdictWidth + 4);
  const lines = [
    row,
    `${level}: ${requirement}`,
    ...(expected === requirement ? [] : [`expected: ${printable(expected)}`]),
    `actual:   ${printable(actual)}`,
    ...(reproduce === undefined ? [] : [`reproduce: ${visible(reproduce)}`]),
  ];
  return lines.join(`\n${indent}`);
}

function countsOf(tally: Tally): string {
  return verdicts
    .filter((verdict) => verdict === "pass" || tally[verdict] > 0)
    .map((verdict) => `${tally[verdict]} ${verdict}`)
    .join(", ");
}
