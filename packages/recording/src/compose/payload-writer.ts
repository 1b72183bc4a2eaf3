import type { Codec } from "@thingwright/contracts";
import type { RecordedPayload } from "@thingwright/simulator";
import type { Redactor } from "../redact/redactor.js";
import type { Body } from "../tape.js";
import { RemoteCall } from "./remote-call.js";

/** What a request must have, for a scene to be about it. */
export interface PayloadPattern {
  readonly payload?: object;
  readonly contentType?: string;
  readonly hex?: string;
}

/** Writes bodies as a recording has them: as JSON, text or the value of a codec where that says the same, else as digits. */
export class PayloadWriter {
  readonly #redactor: Redactor;
  readonly #codecs: readonly Codec[];

  constructor(redactor: Redactor, codecs: readonly Codec[]) {
    this.#redactor = redactor;
    this.#codecs = codecs;
  }

  /** With its content type; nothing of an empty body. */
  body({ bytes, contentType }: Body): RecordedPayload {
    if (bytes.length === 0) return {};
    return { ...this.#written(bytes, contentType), ...(contentType !== undefined && { contentType }) };
  }

  /** Of a message without a content type; never nothing. */
  message(bytes: Uint8Array): RecordedPayload {
    return bytes.length === 0 ? { text: "" } : this.#written(bytes, undefined);
  }

  pattern({ bytes, contentType }: Body): PayloadPattern {
    const { json, text, hex, value } = bytes.length === 0 ? { hex: "" } : this.#written(bytes, contentType);
    if (json !== undefined) return { payload: RemoteCall.of(json)?.schema ?? { const: json } };
    if (text !== undefined) return { payload: { const: scalarOf(text) } };
    if (value !== undefined) return { payload: { const: value }, contentType: mediaTypeOf(contentType) };
    return { hex: hex as string };
  }

  /** What of a request is its own. */
  callOf({ bytes, contentType }: Body): RemoteCall | undefined {
    return bytes.length === 0 ? undefined : RemoteCall.of(this.#written(bytes, contentType).json);
  }

  #written(bytes: Uint8Array, contentType: string | undefined): RecordedPayload {
    const text = textOf(bytes);
    // Braces would be taken for references to the state.
    if (text?.includes("{{") === false) {
      const json = jsonOf(text);
      return json === undefined ? { text: this.#redactor.text(text) } : { json: this.#redactor.value(json) };
    }
    const value = this.#valueOf(bytes, mediaTypeOf(contentType));
    if (value !== undefined && !JSON.stringify(value).includes("{{")) return { value: this.#redactor.value(value) };
    return { hex: Buffer.from(this.#redactor.bytes(bytes)).toString("hex") };
  }

  /** What a codec reads, if it writes the same again, and JSON can say it. */
  #valueOf(bytes: Uint8Array, mediaType: string): unknown {
    const codec = this.#codecs.find(({ mediaTypes }) => mediaTypes.includes(mediaType));
    if (codec === undefined) return undefined;
    try {
      const value = codec.decode(bytes, undefined, new Map());
      const again = codec.encode(JSON.parse(JSON.stringify(value)), undefined, new Map());
      return Buffer.compare(Buffer.from(again as Uint8Array), bytes) === 0 ? value : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Media type without parameters. */
const mediaTypeOf = (contentType = ""): string => contentType.split(";", 1)[0]!.trim().toLowerCase();

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return /[^\P{Cc}\t\n\r]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** What a player takes a text for that is compared. */
function scalarOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Objects and arrays only: `21.50` is to be said as it was. */
function jsonOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
