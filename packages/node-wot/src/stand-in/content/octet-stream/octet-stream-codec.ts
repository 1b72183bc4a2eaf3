import type { DataSchema } from "../../thing/thing-description.js";
import type { CodecParameters, ContentCodec } from "../content-codec.js";
import { inPairs, layoutOf, unusable } from "./layout.js";
import { readField } from "./read.js";
import { writeValue } from "./write.js";

/**
 * Values in a fixed number of bytes, fields of bits (`ex:bitOffset`, `ex:bitLength`) and objects of such fields; without a type
 * in the schema, bytes as they are.
 *
 * Parameters of the content type: `length` in bytes, `signed` (default true), `byteSeq`, and `charset` of texts.
 */
export class NetconfOctetstreamCodecCodec implements ContentCodec {
  readonly #mediaType: string;

  constructor(subMediaType = "application/octet-stream") {
    this.#mediaType = subMediaType;
  }

  getMediaType(): string {
    return this.#mediaType;
  }

  /** @throws {DataSchemaError} WOT_DATA_SYNTAX */
  bytesToValue(bytes: Buffer, schema: DataSchema = {}, parameters: CodecParameters = {}): unknown {
    const layout = layoutOf(parameters);
    if (layout.length !== undefined && layout.length !== bytes.length) {
      throw unusable(`Lengths do not match, required: ${layout.length} provided: ${bytes.length}`);
    }
    return schema.type === undefined ? bytes : readField(inPairs(bytes, layout), schema, layout);
  }

  /** @throws {DataSchemaError} WOT_DATA_SYNTAX */
  valueToBytes(value: unknown, schema: DataSchema = {}, parameters: CodecParameters = {}): Buffer {
    if (value instanceof ArrayBuffer) return Buffer.from(value);
    if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    const layout = layoutOf(parameters);
    return inPairs(writeValue(value, schema, layout), layout);
  }
}
