import type { DataSchema } from "@thingwright/td";
import { essenceOf, isJson, parameterOf } from "../wire/http/media-type.js";
import { cborValue } from "./cbor-value.js";

/** The value of content, as JSON has it; or why there is none: it is at fault, or its media type is not known here. */
export type ContentValue =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "malformed" | "unknown"; readonly why: string };

/** Reads content of JSON, CBOR, plain text and octet streams. Empty content has the value `undefined`. */
export function contentValue(body: Uint8Array, contentType: string | undefined, schema: DataSchema): ContentValue {
  if (body.byteLength === 0) return { kind: "value", value: undefined };
  const essence = essenceOf(contentType) ?? "";
  if (isJson(contentType)) return jsonIn(body);
  if (essence === "application/cbor" || essence.endsWith("+cbor")) {
    const item = cborValue(body);
    return "why" in item ? { kind: "malformed", why: item.why } : { kind: "value", value: item.value };
  }
  if (essence === "text/plain") return textIn(body, contentType, schema);
  if (essence === "application/octet-stream") return octetsIn(body, contentType, schema);
  return { kind: "unknown", why: `${contentType ?? "content of no type"} is not decoded` };
}

function jsonIn(body: Uint8Array): ContentValue {
  const text = utf8In(body);
  if (text === undefined) return { kind: "malformed", why: "the body is not UTF-8" };
  try {
    return { kind: "value", value: JSON.parse(text) };
  } catch {
    return { kind: "malformed", why: "the body is not JSON" };
  }
}

/** A text is what its schema wants it to be: a number or a truth value in words, else itself. */
function textIn(body: Uint8Array, contentType: string | undefined, schema: DataSchema): ContentValue {
  const charset = parameterOf(contentType, "charset")?.toLowerCase() ?? "utf-8";
  if (!["utf-8", "us-ascii"].includes(charset))
    return { kind: "unknown", why: `the charset ${charset} is not decoded` };
  const text = utf8In(body);
  if (text === undefined) return { kind: "malformed", why: "the body is not UTF-8" };
  const { type } = schema as { readonly type?: string };
  if ((type === "number" || type === "integer") && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text.trim())) {
    return { kind: "value", value: Number(text) };
  }
  if (type === "boolean" && /^(?:true|false)$/.test(text.trim()))
    return { kind: "value", value: text.trim() === "true" };
  return { kind: "value", value: text };
}

/** Longest number that is read exactly. */
const maxNumberBytes = 6;

/** Octets are a number where the schema wants one and the media type says how it is written, and else nothing that a schema judges. */
function octetsIn(body: Uint8Array, contentType: string | undefined, schema: DataSchema): ContentValue {
  const length = parameterOf(contentType, "length");
  if (length !== undefined && Number(length) !== body.byteLength) {
    return { kind: "malformed", why: `the body has ${body.byteLength} bytes, and its type says ${length}` };
  }
  const { type } = schema as { readonly type?: string };
  const order = parameterOf(contentType, "byteSeq") ?? "BIG_ENDIAN";
  if (type !== "integer" || length === undefined || body.byteLength > maxNumberBytes || order !== "BIG_ENDIAN") {
    return { kind: "unknown", why: "octets are no value that a data schema judges" };
  }
  const isSigned = parameterOf(contentType, "signed") !== "false";
  const buffer = Buffer.from(body);
  return { kind: "value", value: isSigned ? buffer.readIntBE(0, buffer.length) : buffer.readUIntBE(0, buffer.length) };
}

function utf8In(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}
