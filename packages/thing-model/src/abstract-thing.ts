import { isRecord, type ThingModel } from "@thingwright/td";
import { affordancesOf, changedAffordances } from "./affordance/affordance-kinds.js";
import { broken } from "./broken.js";
import type { JsonObject } from "./json-object.js";
import { readable } from "./readable.js";
import { typesOf } from "./schema/semantic-types.js";

export interface AbstractOptions {
  /** Whether the security of the Thing is that of all of its kind; default false: it is left out. */
  readonly keepSecurity?: boolean;
  /** Whether forms stay, without their `href`, as a template of operations and media types; default false. */
  readonly keepForms?: boolean;
  /** JSON Pointers of the affordances that not every Thing of the kind needs to have. */
  readonly optional?: readonly string[];
  /** `version.model` of the result; default that of the Thing. */
  readonly version?: string;
}

/**
 * The Thing Model of which `thing` could be an instance, as a new object: what belongs to one Thing only is left out, which is
 * its id, addresses, times, version of the instance, registration, and links to its model and other Things.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID if `thing` is no JSON object, or `optional` names what it has not
 *   (`tm-tmOptional-resolver`); WOT_TD_LIMIT over 4 MiB or 64 levels
 * @see TD 1.1 §9.1
 */
export function abstractThing(thing: unknown, options: AbstractOptions = {}): ThingModel {
  const doc = readable(thing, "the Thing Description");
  const { optional = [], keepSecurity = false } = options;
  const known = new Set([...affordancesOf(doc)].map(({ pointer }) => pointer));
  const unknown = optional.find((pointer) => !known.has(pointer));
  if (unknown !== undefined) throw broken("", unknown, "is no affordance of the Thing", "tm-tmOptional-resolver");
  const dropped = new Set([...instanceTerms, ...(keepSecurity ? [] : securityTerms)]);
  const kept = Object.entries(doc).filter(([term]) => !dropped.has(term));
  return {
    ...Object.fromEntries(kept),
    "@type": ["tm:ThingModel", ...[...typesOf(doc)].filter((type) => !ownTypes.has(type))],
    ...versionOf(doc, options.version),
    ...linksOf(doc),
    ...affordancesWithout(doc, options),
    ...(optional.length === 0 ? {} : { "tm:optional": optional }),
  } as unknown as ThingModel;
}

const securityTerms: readonly string[] = ["security", "securityDefinitions"];

/** Forms at the Thing itself say where it is, and a profile what its forms are. */
const instanceTerms: readonly string[] = [
  ...["id", "base", "forms", "profile", "created", "modified", "version", "links", "registration", "@type", "proof"],
];

const ownTypes: ReadonlySet<string> = new Set(["tm:ThingModel", "Thing"]);

function versionOf({ version }: JsonObject, given: string | undefined): object {
  const model = given ?? (isRecord(version) ? version.model : undefined);
  return typeof model === "string" ? { version: { model } } : {};
}

/** Links to the model and to other Things are those of one Thing; a manual or a licence is that of all. */
function linksOf({ links }: JsonObject): object {
  const kept = (Array.isArray(links) ? links : []).filter((link) => isRecord(link) && sharedRelations.has(link.rel));
  return kept.length === 0 ? {} : { links: kept };
}

const sharedRelations: ReadonlySet<unknown> = new Set([
  "license",
  "manual",
  "documentation",
  "help",
  "icon",
  "service-doc",
]);

const affordancesWithout = (doc: JsonObject, { keepForms = false, keepSecurity = false }: AbstractOptions): object =>
  changedAffordances(doc, ({ affordance: { forms, ...rest } }) => {
    const kept = keepForms && Array.isArray(forms) ? forms.filter(isRecord) : [];
    return kept.length === 0 ? rest : { ...rest, forms: kept.map((form) => hintOf(form, keepSecurity)) };
  });

function hintOf({ href: _href, security, scopes, ...hint }: JsonObject, keepSecurity: boolean): JsonObject {
  if (!keepSecurity) return hint;
  return { ...hint, ...(security === undefined ? {} : { security }), ...(scopes === undefined ? {} : { scopes }) };
}
