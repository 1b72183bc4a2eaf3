/** A value now or later. Hot paths return values; only what really waits returns a promise. */
export type MaybePromise<T> = T | Promise<T>;

/** Whether `value` has to be waited for; true for promises of any make, so that none passes for the value itself. */
export const isPromise = <T>(value: MaybePromise<T>): value is Promise<T> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

/** Goes on with `value` at once when it is there, later when it is a promise: none is made where none is needed. */
export function andThen<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return isPromise(value) ? Promise.resolve(value).then(next) : next(value);
}

/** Goes on with all of `values`, in their order: at once when all are there. */
export function andThenAll<T, U>(
  values: readonly MaybePromise<T>[],
  next: (values: readonly T[]) => MaybePromise<U>,
): MaybePromise<U> {
  return values.some(isPromise) ? Promise.all(values).then(next) : next(values as readonly T[]);
}
