import { DataSchemaError, ThingDescriptionError } from "@thingwright/errors";

/** A mapping that cannot be used, at `pointer` of the southbound Thing Description. */
export function mappingError(pointer: string, message: string, cause?: unknown): ThingDescriptionError {
  const options = cause === undefined ? { pointer } : { pointer, cause };
  return new ThingDescriptionError("WOT_MAPPING", `${pointer}: ${message}`, options);
}

/** A value that a conversion cannot take. */
export function unconvertible(message: string, cause?: unknown): DataSchemaError {
  return new DataSchemaError("WOT_DATA_INVALID", message, cause === undefined ? {} : { cause });
}

/** A value in few words, for a message: never the whole of a large one. */
export function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  return String(value);
}
