import type { Codec, MediaTypeParameters } from "@thingwright/contracts";
import { DataSchemaError, isWotError } from "@thingwright/errors";

/** A codec of node-wot, its own or a binding's: for one media type. */
export interface ContentCodec {
  getMediaType(): string;
  bytesToValue(bytes: Buffer, schema?: object, parameters?: Record<string, string | undefined>): unknown;
  valueToBytes(value: unknown, schema?: object, parameters?: Record<string, string | undefined>): Buffer;
}

/** A codec of theirs as one of ours: what it throws is the fault of the bytes or of the value. */
export function codecOf(theirs: ContentCodec): Codec {
  const mediaType = theirs.getMediaType();
  const carried = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (isWotError(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new DataSchemaError("WOT_DATA_SYNTAX", `${mediaType}: ${reason}`, { cause: error });
    }
  };
  return {
    mediaTypes: [mediaType.toLowerCase()],
    encode: (value, schema, parameters) => carried(() => theirs.valueToBytes(value, schema, parametersOf(parameters))),
    decode: (body, schema, parameters) =>
      carried(() => theirs.bytesToValue(Buffer.from(body), schema, parametersOf(parameters))),
  };
}

/** Names of parameters come in lower case: the one that node-wot writes otherwise is given in both. */
function parametersOf(parameters: MediaTypeParameters): Record<string, string> {
  const byteSeq = parameters.get("byteseq");
  return { ...Object.fromEntries(parameters), ...(byteSeq === undefined ? {} : { byteSeq }) };
}
