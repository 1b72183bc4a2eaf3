import { printable } from "../report/printable.js";
import type { CheckResult, Report } from "../report/report.js";
import type { Verdict } from "../verdict.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { readReports } from "./report-file.js";
import type { Terminal } from "./terminal.js";

/** What was found of one Thing by one check. */
interface Finding {
  readonly thing: string;
  readonly result: CheckResult;
}

/** A verdict that two runs do not share; `undefined` where a run has none. */
interface Difference {
  readonly thing: string;
  readonly id: string;
  readonly before: Verdict | undefined;
  readonly after: Verdict | undefined;
}

/** Says which verdicts differ between two files of reports. Ends with 1 when something fails that did not before. */
export async function diffCommand([before, after]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const found = differences(await readReports(before!), await readReports(after!));
  terminal.out(found.map(lineOf).join(""));
  terminal.out(
    found.length === 0
      ? "the verdicts are the same\n"
      : `${found.length === 1 ? "1 verdict differs" : `${found.length} verdicts differ`}\n`,
  );
  return found.some((each) => each.after === "fail") ? exitCode.failed : exitCode.ok;
}

/** The differences, in the order of the later run; what only the earlier has comes last. */
export function differences(before: readonly Report[], after: readonly Report[]): readonly Difference[] {
  const [earlier, later] = [findingsIn(before), findingsIn(after)];
  return [...new Set([...later.keys(), ...earlier.keys()])].flatMap((key) => {
    const [was, is] = [earlier.get(key), later.get(key)];
    if (was?.result.verdict === is?.result.verdict) return [];
    const { thing, result } = (is ?? was)!;
    return { thing, id: result.id, before: was?.result.verdict, after: is?.result.verdict };
  });
}

/** By Thing and check: a Thing is the same when its id is, or its title and target. */
function findingsIn(reports: readonly Report[]): ReadonlyMap<string, Finding> {
  const findings = reports.flatMap(({ target, things }) =>
    things.flatMap(({ title, id, results }) =>
      results.map((result) => [JSON.stringify([id ?? [target, title], result.id]), { thing: title, result }] as const),
    ),
  );
  return new Map(findings);
}

const lineOf = ({ thing, id, before, after }: Difference): string =>
  `${before ?? "-"} → ${after ?? "-"}  ${id}  ${printable(thing)}\n`;
