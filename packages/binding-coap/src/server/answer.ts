import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { type CoapResponse, Code } from "@thingwright/coap";
import type { Content } from "@thingwright/contracts";
import { ContentFormat } from "../content-formats.js";
import type { OfferedTypes } from "../offered-types.js";

/** Longest ETag (RFC 7252 §5.10.6). */
const maxTagBytes = 8;

/** 2.04 without a payload. */
export const changed: CoapResponse = Object.freeze({ code: Code.Changed });

/** `code` with `content`. */
export const contentAnswer = (
  code: number,
  { contentType, body }: Content,
  types: OfferedTypes,
  maxAgeSeconds?: number,
): CoapResponse => ({ code, payload: body, contentFormat: types.numberOf(contentType), maxAgeSeconds });

/** `answer` with an ETag that says what its payload and its format are. */
export function tagged(answer: CoapResponse): CoapResponse {
  const hash = createHash("sha256").update(`${answer.contentFormat}\n`);
  return {
    ...answer,
    etag: hash
      .update(answer.payload ?? "")
      .digest()
      .subarray(0, maxTagBytes),
  };
}

/** `code` with `value` as JSON. */
export const jsonAnswer = (code: number, value: unknown): CoapResponse => ({
  code,
  payload: Buffer.from(JSON.stringify(value)),
  contentFormat: ContentFormat.json,
  maxAgeSeconds: code === Code.Content ? 0 : undefined,
});
