import { RemoteError } from "@thingwright/errors";
import type { Southbound } from "./southbound.js";

/** What a vendor says with a refusal. */
export interface RefusalWords {
  readonly message: string;
  /** The vendor's own code, where there is one beside the protocol's. */
  readonly code?: string;
}

/**
 * `southbound`, whose refusals have the vendor's own words. Forms need an `additionalResponses` that is no success, so that
 * what comes with a refusal is read.
 *
 * @param wordsOf - what the data of a refusal says; `undefined` for data that says nothing
 */
export function spoken(southbound: Southbound, wordsOf: (data: unknown) => RefusalWords | undefined): Southbound {
  const rethrow = (error: unknown): never => {
    const words = error instanceof RemoteError ? wordsOf(error.data) : undefined;
    if (!(error instanceof RemoteError) || words === undefined) throw error;
    const { message, code: status = error.status } = words;
    const text = `the device refused: ${message.slice(0, 1024)}`;
    const problem = { ...error.problem, detail: message };
    throw new RemoteError("WOT_REMOTE", text, { status, data: error.data, problem, cause: error });
  };
  return {
    ...southbound,
    read: (name, options) => southbound.read(name, options).catch(rethrow),
    write: (name, value, options) => southbound.write(name, value, options).catch(rethrow),
    invoke: (name, input, options) => southbound.invoke(name, input, options).catch(rethrow),
  };
}
