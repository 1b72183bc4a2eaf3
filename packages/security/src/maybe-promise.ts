import type { MaybePromise } from "@thingwright/contracts";

/** `next` of `value`: at once when it is there, so that nothing waits that need not. */
export function chain<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** `next` of all `values`, in their order. */
export function chainAll<T, U>(
  values: readonly MaybePromise<T>[],
  next: (values: readonly T[]) => MaybePromise<U>,
): MaybePromise<U> {
  if (values.some((value) => value instanceof Promise)) return Promise.all(values).then(next);
  return next(values as readonly T[]);
}
