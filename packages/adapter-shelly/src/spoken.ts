import { RemoteError } from "@thingwright/errors";
import type { Southbound } from "@thingwright/mapping";
import { membersOf, textOf } from "./members.js";

/** `southbound`, whose refusals have the device's own words: RPC says why in `message`. */
export function spoken(southbound: Southbound): Southbound {
  return {
    ...southbound,
    read: (name, options) => southbound.read(name, options).catch(rethrow),
    invoke: (name, input, options) => southbound.invoke(name, input, options).catch(rethrow),
  };
}

function rethrow(error: unknown): never {
  if (!(error instanceof RemoteError)) throw error;
  const { message, code } = membersOf(error.data);
  const words = textOf(message)?.slice(0, 1024);
  if (words === undefined) throw error;
  const status = typeof code === "number" ? String(code) : error.status;
  throw new RemoteError("WOT_REMOTE", `the device refused: ${words}`, { status, data: error.data, cause: error });
}
