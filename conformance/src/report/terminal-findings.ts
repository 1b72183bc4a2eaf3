import { specifications } from "../specifications/specification.js";
import { type Verdict, verdicts } from "../verdict.js";
import type { Palette } from "./palette.js";
import { printable, visible } from "./printable.js";
import type { CheckResult, ThingReport } from "./report.js";
import { countsOf } from "./terminal-counts.js";

/** What one check said of one Thing. */
interface Found {
  readonly thing: string;
  readonly result: CheckResult;
}

/** What somebody has to look at: these are explained. */
const remarkable: readonly Verdict[] = ["fail", "warn", "tool-error"];

/** Most Things or checks that are named where many have something in common. */
const mostNamed = 3;

/** Width of the longest verdict. */
const verdictWidth = Math.max(...verdicts.map(({ length }) => length));

const indent = " ".repeat(verdictWidth + 4);

/** What fails, warns or could not be carried out: a block for each check, whatever the number of Things. */
export function findingsText(things: readonly ThingReport[], palette: Palette): readonly string[] {
  const isSingle = things.length === 1;
  return remarkable.flatMap((verdict) =>
    [...grouped(things, verdict, ({ id }) => id).values()].map((group) => blockOf(group, isSingle, palette)),
  );
}

/** What could not be judged: a line for each reason. */
export function openText(things: readonly ThingReport[], palette: Palette): readonly string[] {
  const isSingle = things.length === 1;
  const groups = grouped(things, "inconclusive", ({ actual }) => actual);
  return [...groups].map(([reason, group]) => {
    const ids = [...new Set(group.map(({ result }) => result.id))];
    const checks = ids.length <= mostNamed ? ids.join(", ") : `${ids.length} checks`;
    const where = isSingle ? "" : ` on ${new Set(group.map(({ thing }) => thing)).size} of ${things.length} Things`;
    return `  ${badge("inconclusive", palette)}  ${checks}${where}: ${printable(reason)}`;
  });
}

function grouped(
  things: readonly ThingReport[],
  verdict: Verdict,
  keyOf: (result: CheckResult) => string,
): ReadonlyMap<string, readonly Found[]> {
  const groups = new Map<string, Found[]>();
  for (const { title, results } of things) {
    for (const result of results.filter((each) => each.verdict === verdict)) {
      const key = keyOf(result);
      groups.set(key, [...(groups.get(key) ?? []), { thing: title, result }]);
    }
  }
  return groups;
}

function blockOf(group: readonly Found[], isSingle: boolean, palette: Palette): string {
  const { verdict, id, level, specification, section, requirement, expected, reproduce, given } = group[0]!.result;
  const place = `${level}, ${specifications[specification].title} ${section.startsWith("§") ? "" : "§"}${section}`;
  const lines = [
    `  ${badge(verdict, palette)}  ${palette.strong(id)} ${palette.faint(`(${place})`)}`,
    requirement,
    ...(isSingle ? [] : [`on ${thingsIn(group)}`]),
    ...(expected === requirement ? [] : [`expected: ${printable(expected)}`]),
    ...actualsOf(group),
    ...(given === undefined ? [] : [`repeats:  ${countsOf(given, palette)}`]),
    ...(reproduce === undefined ? [] : [palette.faint(visible(reproduce))]),
  ];
  return `${lines.join(`\n${indent}`)}\n`;
}

/** What was seen first, and how much else there is. */
function actualsOf(group: readonly Found[]): readonly string[] {
  const [first = "", ...others] = new Set(group.map(({ result }) => result.actual));
  const rest = others.length === 0 ? [] : [`and ${others.length} more of the kind`];
  return [`actual:   ${printable(first)}`, ...rest];
}

function thingsIn(group: readonly Found[]): string {
  const titles = [...new Set(group.map(({ thing }) => printable(thing)))];
  if (titles.length <= mostNamed) return titles.join(", ");
  return `${titles.length} Things: ${titles.slice(0, mostNamed).join(", ")} …`;
}

const badge = (verdict: Verdict, palette: Palette): string => palette.verdict(verdict, verdict.padEnd(verdictWidth));
