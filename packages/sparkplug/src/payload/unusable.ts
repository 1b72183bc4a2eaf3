import { DataSchemaError } from "@thingwright/errors";

/** A value or bytes that are no Sparkplug. */
export const unusable = (message: string, cause?: unknown): DataSchemaError =>
  new DataSchemaError("WOT_DATA_SYNTAX", message, cause === undefined ? {} : { cause });
