import { type Palette, paletteOf } from "./palette.js";
import { printable } from "./printable.js";
import type { Ending, Report, ThingReport } from "./report.js";
import { countsOf } from "./terminal-counts.js";
import { findingsText, openText } from "./terminal-findings.js";

/** How a run that did not come to its end is called. */
const endings: Readonly<Record<Ending, string | undefined>> = {
  complete: undefined,
  deadline: "the time was up before everything was judged",
  interrupted: "the run was interrupted",
  failure: "the run ended at the first failure",
};

/**
 * The report for a person: the Things with their counts; then what fails, warns or could not be carried out, each check once with the
 * reason and a command that shows it; then why the rest was not judged, and the sum.
 *
 * @param hasColours - whether the terminal takes them
 */
export function terminalReport(report: Report, hasColours = false): string {
  const palette = paletteOf(hasColours);
  const { things, target, tally, durationMs } = report;
  const about = things.length === 1 ? "" : `${things.length} Things of ${printable(target)}: `;
  const findings = findingsText(things, palette);
  const lines = [
    ...headings(things, palette),
    ...(things.length > 1 && findings.length > 0 ? [""] : []),
    ...findings,
    ...openText(things, palette),
    ...remarksOn(report, palette),
    `${about}${countsOf(tally, palette)} in ${(durationMs / 1000).toFixed(1)} s`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Widest name that counts are lined up with. */
const mostAligned = 72;

/** A line for each Thing; of several with its counts, which for a single one are the sum. */
function headings(things: readonly ThingReport[], palette: Palette): readonly string[] {
  const names = things.map(({ title, id }) => [title, ...(id === undefined ? [] : [id])].map(printable).join(" "));
  const width = Math.min(mostAligned, Math.max(0, ...names.map(({ length }) => length)));
  return things.map(({ title, tally }, index) => {
    const name = names[index]!;
    const shown = palette.strong(printable(title)) + palette.faint(name.slice(printable(title).length));
    if (things.length === 1) return shown;
    return `${shown}${" ".repeat(Math.max(0, width - name.length))}  ${countsOf(tally, palette)}`;
  });
}

function remarksOn({ omittedThings, unrestored, effects, ended }: Report, palette: Palette): readonly string[] {
  const ending = endings[ended];
  return [
    ...(omittedThings === 0 ? [] : [`${omittedThings} more Things were not judged`]),
    ...(effects.length === 0 ? [] : [`changes: ${effects.length} made, ${unrestored.length} not put back`]),
    ...unrestored.map(({ effect, why }) =>
      palette.verdict("fail", `not put back: ${printable(effect)}: ${printable(why)}`),
    ),
    ...(ending === undefined ? [] : [palette.verdict("tool-error", ending)]),
  ];
}
