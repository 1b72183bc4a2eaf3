import { Buffer } from "node:buffer";
import { type CoapResponse, Code } from "@thingwright/coap";
import type { Content } from "@thingwright/contracts";
import { ContentFormat } from "../content-formats.js";
import type { OfferedTypes } from "../offered-types.js";

/** 2.04 without a payload. */
export const changed: CoapResponse = Object.freeze({ code: Code.Changed });

/** `code` with `content`. */
export const contentAnswer = (
  code: number,
  { contentType, body }: Content,
  types: OfferedTypes,
  maxAgeSeconds?: number,
): CoapResponse => ({ code, payload: body, contentFormat: types.numberOf(contentType), maxAgeSeconds });

/** `code` with `value` as JSON. */
export const jsonAnswer = (code: number, value: unknown): CoapResponse => ({
  code,
  payload: Buffer.from(JSON.stringify(value)),
  contentFormat: ContentFormat.json,
  maxAgeSeconds: code === Code.Content ? 0 : undefined,
});
