import { ThingDescriptionError } from "@thingwright/errors";
import { canonicalText } from "@thingwright/td";

/**
 * The one text of a JSON value: no white space, members in the order of their names, numbers as ECMAScript writes them.
 *
 * @throws {ThingDescriptionError} WOT_TD_SYNTAX for half a surrogate pair, which UTF-8 has no bytes for
 * @see JSON Canonicalization Scheme, RFC 8785 §3.2
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalText(value);
  // `JSON.stringify` writes half a pair as an escape, and nothing else in that range.
  if (!/(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(text)) return text;
  throw new ThingDescriptionError("WOT_TD_SYNTAX", "the document holds half a surrogate pair, which is no character");
}
