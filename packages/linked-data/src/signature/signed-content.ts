import { ThingDescriptionError } from "@thingwright/errors";
import { isRecord, truncate } from "@thingwright/td";
import { canonicalThing } from "../canonical/canonical-thing.js";
import { canonicalJson } from "../canonical/json-text.js";
import { type DocumentInput, type JsonObject, jsonLimitsOf, jsonObject } from "../json-document.js";
import { type LinkedDataOptions, limitsOf } from "../linked-data-options.js";
import { inexactNumber } from "./inexact-numbers.js";
import { repeatsMembers } from "./repeated-members.js";

/** Member of a Thing Description that holds its signature: a JWS in compact serialization, without its payload. */
export const proofMember = "tw:proof";
/** What the prefix of {@link proofMember} stands for. */
export const proofNamespace = "https://thingwright.org/ns/td#";

/** `typ` of the signature's header: a JWS made for something else is none (RFC 8725 §3.11). */
export const proofType = "td-proof";

/**
 * A Thing Description to be signed or verified.
 *
 * @throws {ThingDescriptionError} as `canonicalize` does, and WOT_TD_INVALID for a text that others might read otherwise
 *   than it was signed: with a name that is repeated, or a number of more digits than a double has
 */
export function proofDocument(input: DocumentInput, options: Pick<LinkedDataOptions, "limits">): JsonObject {
  const document = jsonObject(input, jsonLimitsOf(limitsOf(options)));
  if (typeof input !== "string" && !(input instanceof Uint8Array)) return document;
  if (repeatsMembers(input, document)) throw ambiguous("names a member of one object more than once");
  const number = inexactNumber(input);
  if (number !== undefined) throw ambiguous(`has the number ${truncate(number)}, of which not all digits are kept`);
  return document;
}

const ambiguous = (what: string) => new ThingDescriptionError("WOT_TD_INVALID", `the document ${what}`);

/** What a signature is over: all of the canonical form but the signature itself. */
export function signedContent(document: JsonObject): Uint8Array {
  const { [proofMember]: _, ...content } = canonicalThing(document);
  return new TextEncoder().encode(canonicalJson(content));
}

/**
 * `document` with the prefix of {@link proofMember} in its `@context`.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID where the prefix stands for something else
 */
export function withProofPrefix(document: JsonObject): JsonObject {
  const entries: unknown[] = [document["@context"] ?? []].flat();
  const bound = entries.filter(isRecord).flatMap((entry) => (Object.hasOwn(entry, "tw") ? [entry.tw] : []));
  if (bound.length === 0) return { ...document, "@context": [...entries, { tw: proofNamespace }] };
  if (bound.every((iri) => iri === proofNamespace)) return document;
  throw new ThingDescriptionError("WOT_TD_INVALID", `the prefix tw has to stand for ${proofNamespace}`, {
    pointer: "/@context",
  });
}
