import type { MaybePromise } from "@thingwright/contracts";

/** Whether `value` has to be waited for; true for promises of any make, so that none passes for the value itself. */
export const isPending = <T>(value: MaybePromise<T>): value is Promise<T> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

/** `next` of `value`: at once when it is there, so that nothing waits that need not. */
export function chain<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return isPending(value) ? Promise.resolve(value).then(next) : next(value);
}

/** `next` of all `values`, in their order. */
export function chainAll<T, U>(
  values: readonly MaybePromise<T>[],
  next: (values: readonly T[]) => MaybePromise<U>,
): MaybePromise<U> {
  if (values.some(isPending)) return Promise.all(values).then(next);
  return next(values as readonly T[]);
}
