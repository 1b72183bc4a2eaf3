import { cbor } from "@thingwright/codecs";
import type { DataSchema } from "../thing/thing-description.js";
import type { CodecParameters, ContentCodec } from "./content-codec.js";

/** JSON, also with other media types. A text that is no JSON stands for itself; nothing stands for no value. */
export class JsonCodec implements ContentCodec {
  readonly #mediaType: string;

  constructor(subMediaType = "application/json") {
    this.#mediaType = subMediaType;
  }

  getMediaType(): string {
    return this.#mediaType;
  }

  bytesToValue(bytes: Buffer): unknown {
    const text = bytes.toString();
    if (text === "") return undefined;
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }

  valueToBytes(value: unknown): Buffer {
    return Buffer.from(value === undefined ? "" : JSON.stringify(value));
  }
}

/** Text in the `charset` of the media type. */
export class TextCodec implements ContentCodec {
  readonly #mediaType: string;

  constructor(subMediaType = "text/plain") {
    this.#mediaType = subMediaType;
  }

  getMediaType(): string {
    return this.#mediaType;
  }

  bytesToValue(bytes: Buffer, _schema?: DataSchema, parameters?: CodecParameters): unknown {
    return bytes.toString(charsetOf(parameters));
  }

  valueToBytes(value: unknown, _schema?: DataSchema, parameters?: CodecParameters): Buffer {
    if (value === undefined) return Buffer.alloc(0);
    return Buffer.from(typeof value === "string" ? value : JSON.stringify(value), charsetOf(parameters));
  }
}

function charsetOf(parameters: CodecParameters | undefined): BufferEncoding {
  const charset = parameters?.charset;
  return charset !== undefined && Buffer.isEncoding(charset) ? charset : "utf-8";
}

/** Pictures that a program keeps as base64. */
export class Base64Codec implements ContentCodec {
  readonly #mediaType: string;

  constructor(subMediaType: string) {
    this.#mediaType = subMediaType;
  }

  getMediaType(): string {
    return this.#mediaType;
  }

  bytesToValue(bytes: Buffer): unknown {
    return bytes.toString("ascii");
  }

  valueToBytes(value: unknown): Buffer {
    return Buffer.from(value === undefined ? "" : JSON.stringify(value), "base64");
  }
}

/** CBOR (RFC 8949). Nothing stands for null, and no value becomes nothing. */
export class CborCodec implements ContentCodec {
  readonly #mediaType: string;

  constructor(subMediaType = "application/cbor") {
    this.#mediaType = subMediaType;
  }

  getMediaType(): string {
    return this.#mediaType;
  }

  bytesToValue(bytes: Buffer): unknown {
    return bytes.byteLength === 0 ? null : ourCbor.decode(bytes, undefined, new Map());
  }

  valueToBytes(value: unknown): Buffer {
    return value === undefined ? Buffer.alloc(0) : Buffer.from(ourCbor.encode(value, undefined, new Map()));
  }
}

const ourCbor = cbor();
