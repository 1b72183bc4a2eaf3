import { ThingDescriptionError } from "@thingwright/errors";
import { isRecord, parseJsonText } from "@thingwright/td";
import type { JsonObject } from "../conversion.js";
import { plainJson } from "./plain-json.js";
import type { ReadLimits } from "./read-limits.js";
import { readYaml } from "./read-yaml.js";

/** A document from outside: JSON or YAML as text or bytes, or an object. */
export type DocumentInput = string | Uint8Array | object;

/**
 * The object that `input` stands for, as plain JSON of its own: text that starts with `{` is JSON, other text YAML 1.2.
 *
 * @throws {ThingDescriptionError} WOT_TD_SYNTAX for what is neither, WOT_TD_LIMIT over a limit, WOT_TD_INVALID for no object
 */
export function readDocument(input: DocumentInput, limits: ReadLimits): JsonObject {
  const isText = typeof input === "string" || input instanceof Uint8Array;
  const value = plainJson(isText ? parsed(textOf(input, limits), limits) : input, limits);
  if (isRecord(value)) return value;
  throw new ThingDescriptionError("WOT_TD_INVALID", "the document is no object", { pointer: "" });
}

function textOf(input: string | Uint8Array, { maxBytes }: ReadLimits): string {
  const bytes = typeof input === "string" ? input.length : input.byteLength;
  if (bytes > maxBytes || (typeof input === "string" && bytes * 3 > maxBytes && utf8Length(input) > maxBytes)) {
    throw new ThingDescriptionError("WOT_TD_LIMIT", `the document is longer than ${maxBytes} bytes`, { pointer: "" });
  }
  if (typeof input === "string") return input;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(input);
  } catch (cause) {
    throw new ThingDescriptionError("WOT_TD_SYNTAX", "the document is not UTF-8", { pointer: "", cause });
  }
}

const utf8Length = (text: string): number => new TextEncoder().encode(text).byteLength;

function parsed(text: string, limits: ReadLimits): unknown {
  if (!/^\uFEFF?\s*\{/.test(text)) return readYaml(text, limits);
  const json = parseJsonText(text, limits);
  if (json.ok) return json.value;
  // `{a: 1}` is YAML, too; but what is too deep or too long stays so.
  if (json.finding.code === "WOT_TD_SYNTAX") return readYaml(text, limits);
  throw new ThingDescriptionError("WOT_TD_LIMIT", json.finding.message, { pointer: "" });
}
