import type { Clock, Exchange } from "@thingwright/contracts";
import { AbortError, TimeoutError } from "@thingwright/errors";

/**
 * What `begin` settles, within the time of `exchange` and unless its signal aborts; `begin` returns what ends it.
 *
 * @throws {TimeoutError} WOT_TIMEOUT, with `late` as its message
 * @throws {AbortError} WOT_ABORTED
 */
export function wait<T>(
  clock: Clock,
  { timeoutMs, signal }: Pick<Exchange, "timeoutMs" | "signal">,
  late: string,
  begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = clock.after(timeoutMs, () => fail(new TimeoutError("WOT_TIMEOUT", late, { sent: false })));
    const abort = () => fail(new AbortError("WOT_ABORTED", "the operation was aborted"));
    let end = (): void => {};
    const settle = (): void => {
      timer.cancel();
      signal?.removeEventListener("abort", abort);
      end();
    };
    const fail = (error: unknown): void => {
      settle();
      reject(error);
    };
    if (signal?.aborted) return fail(new AbortError("WOT_ABORTED", "the operation was aborted"));
    signal?.addEventListener("abort", abort, { once: true });
    let isSettled = false;
    const ended = begin((value) => {
      isSettled = true;
      settle();
      resolve(value);
    }, fail);
    if (isSettled) ended();
    else end = ended;
  });
}
