import { createContext, Script } from "node:vm";

/** Made once: a context costs a millisecond, and every value of every Thing is judged in one. */
const context: { work?: () => unknown } = createContext({});
const script = new Script("work()");

/**
 * What `work` returns, if it does so within `timeoutMs`: it is interrupted even within a regular expression. `vm` is
 * here for its clock and is no sandbox.
 *
 * @throws what `work` throws, and an error with the code ERR_SCRIPT_EXECUTION_TIMEOUT when it takes longer
 */
export function withinTime<T>(timeoutMs: number, work: () => T): T {
  context.work = work;
  try {
    return script.runInContext(context, { timeout: timeoutMs }) as T;
  } finally {
    delete context.work;
  }
}
