import { DataSchemaError } from "@thingwright/errors";

const decoder = new TextDecoder("utf-8", { fatal: true });

/** The JSON value of a payload. @throws {DataSchemaError} WOT_DATA_SYNTAX when it is none */
export function jsonOf(payload: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(payload));
  } catch (cause) {
    throw new DataSchemaError("WOT_DATA_SYNTAX", "the payload is no JSON", { cause });
  }
}
