import { type Profiler, Session } from "node:inspector";

const session = new Session();
session.connect();
session.post("Profiler.enable");
// Only what is compiled from now on is counted by blocks, so this stands before the first call of what is measured.
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

/**
 * How often blocks of this project's own code run in `run`: the same on every machine and at every load, unlike the
 * time. What the language's own functions do inside is not counted.
 */
export function countBlocks(run: () => void): number {
  takeCounts();
  run();
  return takeCounts()
    .filter(({ url }) => url.includes("/packages/") && !url.includes("/node_modules/"))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
}

/** The counts since the last time. */
function takeCounts(): readonly Profiler.ScriptCoverage[] {
  let result: readonly Profiler.ScriptCoverage[] | undefined;
  session.post("Profiler.takePreciseCoverage", (error, answer) => {
    if (error !== null) throw error;
    result = answer.result;
  });
  if (result === undefined) throw new TypeError("the inspector did not answer at once");
  return result;
}
