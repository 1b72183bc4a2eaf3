import { UnsupportedError } from "@thingwright/errors";
import { membersOf, textOf } from "@thingwright/mapping";

/** What `Shelly.GetDeviceInfo` says, as far as it is used. It is said to anybody, with a password or without. */
export interface DeviceInfo {
  /** The same for as long as the device lives, such as `shellyplus1pm-a8032abe54dc`. */
  readonly id: string;
  /** What its owner calls it. */
  readonly name: string | undefined;
  readonly model: string;
  /** 2 or more. */
  readonly generation: number;
  readonly isProtected: boolean;
}

/**
 * Reads the answer of `Shelly.GetDeviceInfo`.
 *
 * @throws {UnsupportedError} WOT_OPERATION for what is no device of the second generation or later
 * @see https://shelly-api-docs.shelly.cloud/gen2/ComponentsAndServices/Shelly
 */
export function readDeviceInfo(answer: unknown): DeviceInfo {
  const { id, name, model, gen, auth_en: isProtected } = membersOf(answer);
  if (typeof gen !== "number" || gen < 2) throw unknown("it is no Shelly of the second generation or later");
  if (typeof id !== "string" || !/^[a-z0-9][a-z0-9-]{2,63}$/i.test(id)) throw unknown("it does not say its id");
  return {
    id: id.toLowerCase(),
    name: textOf(name)?.slice(0, 128),
    model: textOf(model)?.slice(0, 64) ?? "device",
    generation: gen,
    isProtected: isProtected === true,
  };
}

const unknown = (message: string): UnsupportedError => new UnsupportedError("WOT_OPERATION", message);
