import type { Verdict } from "../verdict.js";
import type { CheckResult, Report } from "./report.js";

/** What a check said in the same words of several Things; `result` is that of the first. */
export interface SameFinding {
  readonly verdict: Verdict;
  readonly actual: string;
  /** Their titles. */
  readonly things: readonly string[];
  readonly result: CheckResult;
}

/** One check, and all that it said, the worst first. */
export interface JudgedCheck {
  readonly check: CheckResult;
  readonly worst: Verdict;
  readonly findings: readonly SameFinding[];
  /** What it said of each Thing, in the order of the reports; `undefined` where it did not run. */
  readonly verdicts: readonly (Verdict | undefined)[];
}

/** Verdicts by their weight for a reader; what passes weighs more than what was not judged, as it says more. */
const byWeight: readonly Verdict[] = ["fail", "tool-error", "warn", "inconclusive", "pass", "not-claimed"];

/** What one check said, while it is gathered. */
interface Said {
  readonly findings: Map<string, SameFinding & { readonly things: string[] }>;
  readonly verdicts: (Verdict | undefined)[];
}

/** Everything that reports say, by check, in their order. */
export function judgedChecks(reports: readonly Report[]): readonly JudgedCheck[] {
  const things = reports.flatMap((report) => report.things);
  const checks = new Map<string, Said>();
  for (const [index, { title, results }] of things.entries()) {
    for (const result of results) {
      const { id, specification, verdict, actual } = result;
      const said = gotten(checks, `${specification} ${id}`, () => ({
        findings: new Map(),
        verdicts: things.map(() => undefined),
      }));
      said.verdicts[index] = verdict;
      gotten(said.findings, `${verdict} ${actual}`, () => ({ verdict, actual, things: [], result })).things.push(title);
    }
  }
  return [...checks.values()].map(({ findings: found, verdicts }) => {
    const weight = ({ verdict }: SameFinding) => byWeight.indexOf(verdict);
    const findings = [...found.values()].sort((one, other) => weight(one) - weight(other));
    return { check: findings[0]!.result, worst: findings[0]!.verdict, findings, verdicts };
  });
}

function gotten<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
