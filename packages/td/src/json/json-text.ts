import { type Finding, finding } from "../finding.js";
import { isWithinBytes } from "./byte-length.js";
import { depthOf, isDeeper } from "./json-depth.js";
import { type JsonLimits, jsonLimits } from "./json-limits.js";

/** The value of a JSON text, or the one reason why there is none. */
export type JsonTextResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly finding: Finding };

/**
 * Reads a JSON text: size first, then UTF-8, then depth, then JSON itself. A byte order mark is skipped
 * (`td-json-open_accept-byte-order`); of members with the same name the last one stays, as in `JSON.parse`.
 *
 * Linear in the text, and no depth of nesting reaches the stack.
 *
 * @param limits - the defaults of {@link JsonLimits} hold for what they leave open
 * @throws {UsageError} WOT_RANGE if a limit is none
 */
export function parseJsonText(input: string | Uint8Array, limits: Partial<JsonLimits> = {}): JsonTextResult {
  const { maxBytes, maxDepth } = jsonLimits(limits);
  const fits = typeof input === "string" ? isWithinBytes(input, maxBytes) : input.byteLength <= maxBytes;
  if (!fits) return refuse("WOT_TD_LIMIT", `the document is longer than ${maxBytes} bytes`);
  const text = typeof input === "string" ? input.replace(/^\uFEFF/, "") : decodeUtf8(input);
  if (text === undefined) return refuse("WOT_TD_SYNTAX", "the document is not UTF-8");
  const isShort = text.length <= shortText && maxDepth <= shallowDepth;
  const tooDeep = refuse("WOT_TD_LIMIT", `the document nests deeper than ${maxDepth} arrays and objects`);
  if (!isShort && depthOf(text, maxDepth) > maxDepth) return tooDeep;
  try {
    const value: unknown = JSON.parse(text);
    return isShort && isDeeper(value, maxDepth) ? tooDeep : { ok: true, value };
  } catch (error) {
    if (isShort && depthOf(text, maxDepth) > maxDepth) return tooDeep;
    return refuse("WOT_TD_SYNTAX", `the document is not JSON: ${(error as SyntaxError).message}`);
  }
}

/** Of so short a text the value can be made before its depth is known; to look at values is quicker than at characters. */
const shortText = 65_536;
/** To this depth a value may be looked at by recursion. */
const shallowDepth = 256;

/** `td-json-open_utf-8`. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const refuse = (code: "WOT_TD_LIMIT" | "WOT_TD_SYNTAX", message: string): JsonTextResult => ({
  ok: false,
  finding: finding(code, "", message),
});
