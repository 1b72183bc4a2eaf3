import type { MaybePromise } from "@thingwright/contracts";

/** Goes on with a value at once, which costs nothing, and with a promise later. */
export const settle = <T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> =>
  isPromise(value) ? value.then(next) : next(value);

export const isPromise = <T>(value: MaybePromise<T>): value is Promise<T> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
