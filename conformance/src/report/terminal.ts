import { specifications } from "../specifications/specification.js";
import { type Tally, type Verdict, verdicts } from "../verdict.js";
import { type Palette, paletteOf } from "./palette.js";
import { printable, visible } from "./printable.js";
import type { CheckResult, Ending, Report, ThingReport } from "./report.js";

/** What somebody has to look at: these are explained. */
const remarkable: readonly Verdict[] = ["fail", "warn", "tool-error"];

/** How a run that did not come to its end is called. */
const endings: Readonly<Record<Ending, string | undefined>> = {
  complete: undefined,
  deadline: "the time was up before everything was judged",
  interrupted: "the run was interrupted",
  failure: "the run ended at the first failure",
};

/**
 * The report for a person: for each Thing what fails, warns or could not be carried out, with the reason and a command that
 * shows it, and why the rest was not judged; then the counts. A Thing about which there is nothing to say has one line.
 *
 * @param hasColours - whether the terminal takes them
 */
export function terminalReport(report: Report, hasColours = false): string {
  const palette = paletteOf(hasColours);
  const { things, target, tally, durationMs } = report;
  const isSingle = things.length === 1;
  const width = isSingle ? 0 : Math.min(mostAligned, Math.max(0, ...things.map((thing) => headingOf(thing).length)));
  const blocks = things.map((thing) => thingText(thing, width, palette));
  const about = isSingle ? "" : `${things.length} Things of ${printable(target)}: `;
  const sum = `${about}${countsOf(tally, palette)} in ${(durationMs / 1000).toFixed(1)} s`;
  return `${blocks.join("")}${[...remarksOn(report, palette), sum].join("\n")}\n`;
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

/** Widest heading that others are lined up with. */
const mostAligned = 72;

const headingOf = ({ title, id }: ThingReport): string =>
  [title, ...(id === undefined ? [] : [id])].map(printable).join(" ");

/** @param width - of the headings of several Things; 0 for a single Thing, whose counts are those of the report */
function thingText(thing: ThingReport, width: number, palette: Palette): string {
  const { title, results, tally } = thing;
  const heading = headingOf(thing);
  const name = printable(title);
  const shown = `${palette.strong(name)}${palette.faint(heading.slice(name.length))}`;
  const told = results.filter(({ verdict }) => remarkable.includes(verdict)).map((each) => resultText(each, palette));
  const counts = countsOf(tally, palette);
  if (width > 0 && told.length === 0) return `${shown}${" ".repeat(Math.max(0, width - heading.length))}  ${counts}\n`;
  const lines = [shown, ...told, ...openText(results, palette), ...(width === 0 ? [] : [`  ${counts}`, ""])];
  return `${lines.join("\n")}\n`;
}

/** Width of the longest verdict. */
const verdictWidth = Math.max(...verdicts.map(({ length }) => length));

const indent = " ".repeat(verdictWidth + 4);

function resultText(result: CheckResult, palette: Palette): string {
  const { verdict, id, level, specification, section, requirement, expected, actual, reproduce, given } = result;
  const place = `${level}, ${specifications[specification].title} ${section.startsWith("§") ? "" : "§"}${section}`;
  const lines = [
    `  ${palette.verdict(verdict, verdict.padEnd(verdictWidth))}  ${palette.strong(id)} ${palette.faint(`(${place})`)}`,
    requirement,
    ...(expected === requirement ? [] : [`expected: ${printable(expected)}`]),
    `actual:   ${printable(actual)}`,
    ...(given === undefined ? [] : [`repeats:  ${countsOf(given, palette)}`]),
    ...(reproduce === undefined ? [] : [palette.faint(visible(reproduce))]),
  ];
  return `${lines.join(`\n${indent}`)}\n`;
}

/** Most checks that are named for one reason. */
const mostNamed = 3;

/** What could not be judged, by reason: each reason has one line. */
function openText(results: readonly CheckResult[], palette: Palette): readonly string[] {
  const open = results.filter(({ verdict }) => verdict === "inconclusive");
  return [...new Set(open.map(({ actual }) => actual))].map((reason) => {
    const ids = open.filter(({ actual }) => actual === reason).map(({ id }) => id);
    const named = ids.length <= mostNamed ? ids.join(", ") : `${ids.length} checks`;
    return `  ${palette.verdict("inconclusive", "inconclusive".padEnd(verdictWidth))}  ${named}: ${printable(reason)}`;
  });
}

function countsOf(tally: Tally, palette: Palette): string {
  return verdicts
    .filter((verdict) => verdict === "pass" || tally[verdict] > 0)
    .map((verdict) => palette.verdict(verdict, `${tally[verdict]} ${verdict}`))
    .join(", ");
}
