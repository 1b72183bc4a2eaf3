import type { DataSchema } from "../thing/thing-description.js";

/** Parameters of a media type; `undefined` for one without a value. */
export type CodecParameters = Record<string, string | undefined>;

/** What a program adds for a media type, by `addMediaType` of a Servient or `addCodec`. */
export interface ContentCodec {
  getMediaType(): string;
  bytesToValue(bytes: Buffer, schema?: DataSchema, parameters?: CodecParameters): unknown;
  valueToBytes(value: unknown, schema?: DataSchema, parameters?: CodecParameters): Buffer;
}
