import { isPromise, type MaybePromise } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";

/** Calls what an application gave; what that throws and is not of the taxonomy becomes an InternalError. */
export function guard<T>(call: () => MaybePromise<T>): MaybePromise<T> {
  try {
    const result = call();
    return isPromise(result) ? Promise.resolve(result).then(undefined, rethrow) : result;
  } catch (error) {
    return rethrow(error);
  }
}

function rethrow(error: unknown): never {
  throw asWotError(error);
}
