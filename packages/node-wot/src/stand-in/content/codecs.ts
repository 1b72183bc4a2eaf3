import { cbor, octetStream } from "@thingwright/codecs";
import type { Codec } from "@thingwright/contracts";
import type { DataSchema as OurSchema } from "@thingwright/td";
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

/** A codec of ours as node-wot's programs use one. */
class OurCodec implements ContentCodec {
  readonly #codec: Codec;
  readonly #mediaType: string;

  constructor(codec: Codec, mediaType: string) {
    this.#codec = codec;
    this.#mediaType = mediaType;
  }

  getMediaType(): string {
    return this.#mediaType;
  }

  bytesToValue(bytes: Buffer, schema?: DataSchema, parameters?: CodecParameters): unknown {
    return this.#codec.decode(bytes, schema as OurSchema | undefined, mapOf(parameters));
  }

  valueToBytes(value: unknown, schema?: DataSchema, parameters?: CodecParameters): Buffer {
    return Buffer.from(this.#codec.encode(value, schema as OurSchema | undefined, mapOf(parameters)));
  }
}

function mapOf(parameters: CodecParameters = {}): ReadonlyMap<string, string> {
  return new Map(Object.entries(parameters).map(([name, value]) => [name.toLowerCase(), value ?? ""]));
}

/** CBOR (RFC 8949). */
export class CborCodec extends OurCodec {
  constructor(subMediaType = "application/cbor") {
    super(cbor(), subMediaType);
  }
}

/** Bytes, and scalars in a fixed number of them. */
export class NetconfOctetstreamCodecCodec extends OurCodec {
  constructor(subMediaType = "application/octet-stream") {
    super(octetStream(), subMediaType);
  }
}
