import type { ThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, type TestContext, test } from "vitest";
import type { CheckDescription } from "../check.js";
import type { CheckResult, Report } from "../report/report.js";
import { type ConformanceOptions, configurationOf } from "../run/options.js";
import { runConformance } from "../run/run-conformance.js";
import { testResult } from "./test-result.js";

/** What is to be judged, and how it ends. */
export interface TestedTarget extends Partial<AsyncDisposable> {
  /** URL, name of a file, or a Thing Description, as `runConformance` takes it. */
  readonly target: string | ThingDescription;
}

/**
 * Declares a test for each check that the options select. The target is started and judged once, before the first of them,
 * and disposed of after the last.
 *
 * A test fails when its check fails, when it could not be carried out, and with `strict` when it warns. What is inconclusive or
 * not claimed is skipped, with the reason as its note.
 *
 * @param name - of what is judged: the title of the group
 * @param start - starts it; the run's deadline is that of `options`, and the hook has as long
 * @throws {UsageError} as `runConformance` does
 */
export function conformanceTests(
  name: string,
  start: () => TestedTarget | Promise<TestedTarget>,
  options: ConformanceOptions = {},
): void {
  const { checks, timeoutMs } = configurationOf(options);
  describe(name, () => {
    let tested: TestedTarget | undefined;
    let report: Report | undefined;
    beforeAll(async () => {
      tested = await start();
      report = await runConformance(tested.target, options);
    }, timeoutMs + hookReserveMs);
    afterAll(() => tested?.[Symbol.asyncDispose]?.());
    test.for(checks.map(titled))("$title", ({ id }, context) => tell(resultsOf(report, id), options, context));
  });
}

/** How much longer than the run its hook may take: for the start of the target, and to put back what was changed. */
const hookReserveMs = 30_000;

const titled = ({ id, requirement }: CheckDescription) => ({ id, title: `${id}: ${requirement}` });

function resultsOf(report: Report | undefined, id: string): readonly CheckResult[] {
  return report?.things.flatMap(({ results }) => results.filter((each) => each.id === id)) ?? [];
}

function tell(results: readonly CheckResult[], { strict = false }: ConformanceOptions, context: TestContext): void {
  const { state, words } = testResult(results, strict);
  if (state === "failed") context.expect.fail(words);
  if (state === "skipped") context.skip(words);
}
