import { type CodeOf, ThingDescriptionError } from "@thingwright/errors";
import type { Finding } from "../finding.js";
import { jsonLimits } from "../json/json-limits.js";
import { parseJsonText } from "../json/json-text.js";
import type { ThingDescription } from "../types/thing.js";
import { findingsWithin } from "../validate-thing-description.js";
import type { ParseOptions, ParseResult } from "./parse-result.js";

/**
 * A Thing Description from its JSON text, its bytes in UTF-8, or an object, or everything that speaks against it.
 *
 * Limits come first, then JSON, then the W3C schema, then the rules of {@link validateThingDescription}. No input makes
 * it throw. An object is neither copied nor changed: the result is the object itself.
 *
 * @throws {UsageError} WOT_RANGE if a limit in `options` is none
 * @see TD 1.1 §6
 */
export function parseThingDescription(input: string | Uint8Array | object, options: ParseOptions = {}): ParseResult {
  const limits = jsonLimits(options);
  if (typeof input !== "string" && !(input instanceof Uint8Array)) return verdict(input, findingsWithin(input, limits));
  const json = parseJsonText(input, limits);
  if (!json.ok) return { ok: false, findings: [json.finding] };
  return verdict(json.value, findingsWithin(json.value, limits));
}

function verdict(value: unknown, findings: readonly Finding[]): ParseResult {
  if (findings.some(({ level }) => level === "error")) return { ok: false, findings };
  return { ok: true, thing: value as ThingDescription, findings };
}

/**
 * {@link parseThingDescription} for callers that cannot go on without a Thing.
 *
 * @throws {ThingDescriptionError} WOT_TD_SYNTAX, WOT_TD_INVALID or WOT_TD_LIMIT, with the first finding's pointer; the message
 *   lists up to five findings
 * @throws {UsageError} WOT_RANGE if a limit in `options` is none
 */
export function parseThingDescriptionOrThrow(
  input: string | Uint8Array | object,
  options: ParseOptions = {},
): ThingDescription {
  const result = parseThingDescription(input, options);
  if (result.ok) return result.thing;
  throw errorOf(result.findings.filter(({ level }) => level === "error"));
}

const mostListed = 5;

function errorOf(errors: readonly Finding[]): ThingDescriptionError {
  const first = errors[0]!;
  const listed = errors.slice(0, mostListed).map(({ message }) => message);
  if (errors.length > mostListed) listed.push(`and ${errors.length - mostListed} more`);
  // Every error of parsing carries a code of this family.
  return new ThingDescriptionError(first.code as CodeOf<"ThingDescriptionError">, listed.join("; "), {
    pointer: first.pointer,
    ...(first.assertion === undefined ? {} : { assertion: first.assertion }),
  });
}
