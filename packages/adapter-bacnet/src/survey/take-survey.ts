import type { Patience } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";
import type { DeviceSession } from "../device/device-session.js";
import { administrativeTypes, deviceType, type ObjectTypeTraits, objectTypeTraits } from "../device/object-type.js";
import { propertyId } from "../device/property-id.js";
import { type ObjectId, objectText } from "../protocol/object-id.js";
import { isTooLong } from "../protocol/refusal.js";
import type { BacnetValue } from "../protocol/value.js";
import type { Point, Survey } from "./survey.js";

export interface SurveyLimits {
  /** Objects of one device that are looked at; further ones are among its problems. */
  readonly maxObjects: number;
  /** States of one object that are told by name. */
  readonly maxStates: number;
}

type Reader = Pick<DeviceSession, "read">;

const maxTextLength = 256;
/** So that what others ask of the device in the meantime has its turn. */
const objectsAtATime = 32;

/**
 * Asks a device for its objects and what they say of themselves. What it has not, or does not tell, is left out; an object
 * that does not even tell its name is a problem.
 *
 * @throws {WotError} when the device does not answer, or has no list of its objects
 */
export async function takeSurvey(
  device: Reader,
  instance: number,
  limits: SurveyLimits,
  patience: Patience,
): Promise<Survey> {
  const own = { type: deviceType, instance };
  const ask = new Questions(device, patience);
  const [name, vendor, model, all] = await Promise.all([
    ask.text(own, propertyId.objectName),
    ask.text(own, propertyId.vendorName),
    ask.text(own, propertyId.modelName),
    readArray(device, own, propertyId.objectList, limits.maxObjects + 1, patience),
  ]);
  const objects = all.flatMap((value) => (value.type === "object" ? [value.value] : []));
  const problems: string[] = [];
  const points: Point[] = [];
  const known = objects.slice(0, limits.maxObjects).flatMap((object) => {
    const traits = objectTypeTraits.get(object.type);
    if (traits !== undefined) return [{ object, traits }];
    if (!administrativeTypes.has(object.type))
      problems.push(`${objectText(object)}: objects of its type are not offered`);
    return [];
  });
  if (objects.length > limits.maxObjects) problems.push(`it has more than maxObjects (${limits.maxObjects}) objects`);
  for (let at = 0; at < known.length; at += objectsAtATime) {
    const some = known.slice(at, at + objectsAtATime);
    const surveyed = await Promise.all(some.map(({ object, traits }) => surveyObject(ask, object, traits, limits)));
    for (const point of surveyed) {
      if (typeof point === "string") problems.push(point);
      else points.push(point);
    }
  }
  return { instance, name: name ?? `Device ${instance}`, vendor, model, points, problems };
}

async function surveyObject(
  ask: Questions,
  object: ObjectId,
  traits: ObjectTypeTraits,
  { maxStates }: SurveyLimits,
): Promise<Point | string> {
  const isAnalog = traits.kind === "analog";
  const isNever = Promise.resolve(undefined);
  const [name, description, flags, events, units, minimum, maximum, priorities, states] = await Promise.all([
    ask.text(object, propertyId.objectName),
    ask.text(object, propertyId.description),
    ask.values(object, propertyId.statusFlags),
    ask.values(object, propertyId.eventEnable),
    isAnalog ? ask.number(object, propertyId.units) : isNever,
    isAnalog ? ask.number(object, propertyId.minPresentValue) : isNever,
    isAnalog ? ask.number(object, propertyId.maxPresentValue) : isNever,
    traits.role === "value" ? ask.values(object, propertyId.priorityArray, 0) : isNever,
    statesOf(ask, object, traits, maxStates),
  ]);
  if (name === undefined) return `${objectText(object)}: it does not tell its name`;
  return {
    object,
    traits,
    name,
    description: description === "" ? undefined : description,
    units,
    minimum,
    maximum,
    states,
    isCommandable: traits.role === "output" || priorities !== undefined,
    hasStatusFlags: flags !== undefined,
    hasAlarms: flags !== undefined && events !== undefined,
  };
}

async function statesOf(
  ask: Questions,
  object: ObjectId,
  { kind }: ObjectTypeTraits,
  maxStates: number,
): Promise<readonly string[]> {
  if (kind === "binary") {
    const texts = await Promise.all([propertyId.inactiveText, propertyId.activeText].map((id) => ask.text(object, id)));
    return distinct(texts.map((text, state) => text ?? ["Inactive", "Active"][state]!));
  }
  if (kind !== "multi-state") return [];
  const count = Math.min(maxStates, (await ask.number(object, propertyId.numberOfStates)) ?? 0);
  const texts = await ask.values(object, propertyId.stateText);
  return distinct(
    Array.from({ length: count }, (_, state) => {
      const text = texts?.[state];
      return text?.type === "text" ? text.value.trim().slice(0, maxTextLength) : "";
    }),
  );
}

/** States that are called the same, or nothing, are told apart by their numbers. */
function distinct(texts: readonly string[]): readonly string[] {
  return texts.map((text, index) => {
    if (text === "") return `State ${index + 1}`;
    return texts.indexOf(text) === texts.lastIndexOf(text) ? text : `${text} (${index + 1})`;
  });
}

/** All elements of an array, also of one that does not fit into an answer: then one by one. */
async function readArray(
  device: Reader,
  object: ObjectId,
  property: number,
  most: number,
  patience: Patience,
): Promise<readonly BacnetValue[]> {
  try {
    return await device.read({ object, property }, patience);
  } catch (error) {
    if (!isTooLong(error)) throw error;
  }
  const [length] = await device.read({ object, property, index: 0 }, patience);
  const count = length?.type === "unsigned" ? Math.min(most, length.value) : 0;
  const indices = Array.from({ length: count }, (_, index) => index + 1);
  return (await Promise.all(indices.map((index) => device.read({ object, property, index }, patience)))).flat();
}

/** Questions whose answer a device need not have. */
class Questions {
  readonly #device: Reader;
  readonly #patience: Patience;

  constructor(device: Reader, patience: Patience) {
    this.#device = device;
    this.#patience = patience;
  }

  async values(object: ObjectId, property: number, index?: number): Promise<readonly BacnetValue[] | undefined> {
    try {
      return await this.#device.read({ object, property, ...(index !== undefined && { index }) }, this.#patience);
    } catch (error) {
      const { family } = asWotError(error);
      if (family === "RemoteError" || family === "ProtocolError") return undefined;
      throw error;
    }
  }

  async text(object: ObjectId, property: number): Promise<string | undefined> {
    const [value] = (await this.values(object, property)) ?? [];
    return value?.type === "text" ? value.value.trim().slice(0, maxTextLength) : undefined;
  }

  async number(object: ObjectId, property: number): Promise<number | undefined> {
    const [value] = (await this.values(object, property)) ?? [];
    const isNumber = value !== undefined && "value" in value && typeof value.value === "number";
    return isNumber && Number.isFinite(value.value) ? (value.value as number) : undefined;
  }
}
