import type { Codec } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { RecordedPayload } from "./recording.js";
import { fillReferences, fillText } from "./template.js";

/** Bytes of payloads as recordings write them, and back. */
export class PayloadCodec {
  readonly #codecs: readonly Codec[];

  constructor(codecs: readonly Codec[]) {
    this.#codecs = codecs;
  }

  /** @throws {UsageError} WOT_ARGUMENT where the payload needs a codec that is not there */
  bytesOf({ text, json, hex, value, contentType = "" }: RecordedPayload): Buffer {
    if (text !== undefined) return Buffer.from(text);
    if (hex !== undefined) return Buffer.from(hex, "hex");
    if (value !== undefined) return Buffer.from(this.#codec(contentType).encode(value, undefined, new Map()));
    return json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(json));
  }

  /** `undefined` for what is no content of the type: the device does not understand it. */
  decoded(bytes: Uint8Array, contentType: string): unknown {
    try {
      return this.#codec(contentType).decode(bytes, undefined, new Map());
    } catch {
      return undefined;
    }
  }

  #codec(contentType: string): Codec {
    const codec = this.#codecs.find(({ mediaTypes }) => mediaTypes.includes(contentType));
    if (codec !== undefined) return codec;
    throw new UsageError("WOT_ARGUMENT", `the recording needs a codec for ${contentType}`);
  }
}

/** `payload` with all that it refers to written out; whatever that is, text and hex are texts. */
export function filledPayload(
  { text, json, hex, value, contentType }: RecordedPayload,
  context: object,
): RecordedPayload {
  return {
    ...(text !== undefined && { text: fillText(text, context) }),
    ...(json !== undefined && { json: fillReferences(json, context) }),
    ...(hex !== undefined && { hex: fillText(hex, context) }),
    ...(value !== undefined && { value: fillReferences(value, context) }),
    ...(contentType !== undefined && { contentType }),
  };
}

/** The value of JSON text, otherwise the text. */
export function parsedText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
