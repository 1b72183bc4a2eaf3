import type { ConsumedThing } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import { type PlacedRegister, placed } from "./placed-register.js";
import type { RegisterMap, Scalar, Sign } from "./register-map.js";
import { type DeviceAddress, southboundOf } from "./southbound.js";

/** Asks the device at an address what maps want to know. */
export interface RecognitionOptions {
  readonly consume: (southbound: ThingDescription) => ConsumedThing;
  /** Longest wait for one answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * The first of `maps` whose signs the device at `address` shows, all of them; `undefined` when it answers and shows none.
 * Only reads.
 *
 * @throws {WotError} when the device cannot be reached
 */
export async function recognized(
  maps: readonly RegisterMap[],
  address: DeviceAddress,
  options: RecognitionOptions,
): Promise<RegisterMap | undefined> {
  const known = new Map<string, unknown>();
  for (const map of maps) {
    const { recognize = [] } = map;
    let shown = 0;
    for (const sign of recognize) {
      if (!isShown(sign, await saidOf(sign, map, address, options, known))) break;
      shown += 1;
    }
    if (recognize.length > 0 && shown === recognize.length) return map;
  }
  return undefined;
}

/** Texts are compared without what pads them. */
function isShown({ is }: Sign, said: unknown): boolean {
  const wanted: readonly Scalar[] = Array.isArray(is) ? is : [is as Scalar];
  return wanted.includes((typeof said === "string" ? said.trim() : said) as Scalar);
}

/** What the device says where `sign` looks, each asked once; `undefined` where it refuses. */
async function saidOf(
  sign: Sign,
  map: RegisterMap,
  address: DeviceAddress,
  options: RecognitionOptions,
  known: Map<string, unknown>,
): Promise<unknown> {
  if (sign.identification !== undefined) {
    const all = await once(known, "identification", () => readOnly(identificationOf(address), options));
    return typeof all === "object" && all !== null && Object.hasOwn(all, sign.identification)
      ? (all as Record<string, unknown>)[sign.identification]
      : undefined;
  }
  const register = placed({ ...sign, name: "sign", address: sign.address! }, map.numbering);
  if (typeof register === "string") return undefined;
  const key = JSON.stringify([register, map.byteOrder, map.wordOrder]);
  return once(known, key, () => readOnly(registerOf(register, map, address), options));
}

async function once(known: Map<string, unknown>, key: string, read: () => Promise<unknown>): Promise<unknown> {
  if (!known.has(key)) known.set(key, await read());
  return known.get(key);
}

/** The value of the only property of `southbound`; `undefined` where the device refuses it. */
export async function readOnly(southbound: ThingDescription, options: RecognitionOptions): Promise<unknown> {
  const { consume, timeoutMs, signal } = options;
  try {
    return await consume(southbound).read(Object.keys(southbound.properties ?? {})[0]!, { timeoutMs, signal });
  } catch (error) {
    const { family } = asWotError(error);
    if (["RemoteError", "DataSchemaError", "ProtocolError"].includes(family)) return undefined;
    throw error;
  }
}

function registerOf(
  { is: _, ...register }: PlacedRegister & { is?: unknown },
  map: RegisterMap,
  address: DeviceAddress,
) {
  const served = { kind: "property" as const, name: "sign", register, terms: {} };
  return southboundOf([served], map, address, undefined, "Sign");
}

function identificationOf(address: DeviceAddress): ThingDescription {
  const identification = {
    type: "object",
    readOnly: true,
    forms: [
      { href: "", op: "readproperty", contentType: "application/json", "modv:function": "readDeviceIdentification" },
    ],
  };
  const description = southboundOf([], {}, address, undefined, "Identification");
  return { ...description, properties: { identification } } as unknown as ThingDescription;
}
