import { runInNewContext } from "node:vm";

/**
 * What `work` returns, if it does so within `timeoutMs`: it is interrupted even within a regular expression. `vm` is
 * here for its clock and is no sandbox.
 *
 * @throws what `work` throws, and an error with the code ERR_SCRIPT_EXECUTION_TIMEOUT when it takes longer
 */
export function withinTime<T>(timeoutMs: number, work: () => T): T {
  return runInNewContext("work()", { work }, { timeout: timeoutMs });
}
