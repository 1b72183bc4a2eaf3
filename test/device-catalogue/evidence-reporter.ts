import { relative } from "node:path";
import type { Reporter, TestModule } from "vitest/node";
import { root } from "../house/workspace.js";
import { fileOf, outcomes } from "./evidence.js";

/**
 * Holds what the tests of a run say beside what the catalogue of devices has of them: a device whose tier rests on a test that does
 * not pass any more, is skipped, or is gone, is told. Where everything has to be installed (`CI`), the run fails then.
 */
export class EvidenceReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = new Set(modules.map(({ moduleId }) => relative(root, moduleId)));
    const states = new Map(
      modules.flatMap((module) =>
        [...module.children.allTests()].map((test) => [
          `${relative(root, module.moduleId)} > ${test.fullName}`,
          test.result().state,
        ]),
      ),
    );
    const unshown = Object.entries(outcomes())
      .filter(([name, outcome]) => outcome === "passed" && files.has(fileOf(name)) && states.get(name) !== "passed")
      .map(
        ([name]) => `docs/devices/outcomes.json says that this passes: ${name} (${states.get(name) ?? "missing"})\n`,
      );
    process.stderr.write(unshown.join(""));
    if (unshown.length > 0 && process.env.CI === "true") process.exitCode = 1;
  }
}
