import type { MaybePromise } from "@thingwright/contracts";
import { InternalError, isWotError } from "@thingwright/errors";
import { isPromise } from "../value/maybe-promise.js";

/** Calls an application's handler; what it throws that is not of the taxonomy becomes an InternalError. */
export function guard(handler: () => unknown): MaybePromise<unknown> {
  try {
    const result = handler();
    return isPromise(result) ? result.catch(rethrow) : result;
  } catch (error) {
    rethrow(error);
  }
}

function rethrow(error: unknown): never {
  if (isWotError(error)) throw error;
  throw new InternalError("WOT_INTERNAL", error instanceof Error ? error.message : String(error), { cause: error });
}
