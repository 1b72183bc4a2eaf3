import { isRecord, tdContext, tdContextV1 } from "@thingwright/td";
import { type AnyObject, listOf, memberOf } from "./any-object.js";

/** The entries of `@context`, each with the pointer to it. */
export function* contextEntries(doc: AnyObject): Generator<{ readonly entry: unknown; readonly pointer: string }> {
  const context = memberOf(doc, "@context");
  for (const [index, entry] of listOf(context).entries()) {
    yield { entry, pointer: Array.isArray(context) ? `/@context/${index}` : "/@context" };
  }
}

/** The entries of `@context` that are maps of terms and prefixes. */
export function* contextMaps(doc: AnyObject): Generator<{ readonly map: AnyObject; readonly pointer: string }> {
  for (const { entry, pointer } of contextEntries(doc)) if (isRecord(entry)) yield { map: entry, pointer };
}

/** Whether all terms that `doc` may use are known: no context of others, which would have to be fetched, is named. */
export function isContextClosed(doc: AnyObject): boolean {
  for (const { entry } of contextEntries(doc)) if (typeof entry === "string" && !tdContexts.has(entry)) return false;
  return true;
}

/** Whether `@context` has a default language. */
export function hasDefaultLanguage(doc: AnyObject): boolean {
  for (const { map } of contextMaps(doc)) if (typeof memberOf(map, "@language") === "string") return true;
  return false;
}

const tdContexts: ReadonlySet<string> = new Set([tdContext, tdContextV1]);

/** The terms and prefixes that `@context` declares, with those that the TD context brings (TD 1.1 §6.3.1). */
export function declaredPrefixes(doc: AnyObject): Set<string> {
  const declared = new Set(prefixesOfTd);
  for (const { map } of contextMaps(doc)) for (const name of Object.keys(map)) declared.add(name);
  return declared;
}

const prefixesOfTd = ["td", "jsonschema", "wotsec", "hctl", "rdfs", "xsd", "dct", "htv", "tm", "rdf", "schema"];

/** The prefix of a compact IRI; `undefined` for a plain term, a keyword, and an absolute IRI with an authority or of a URN. */
export function prefixOf(text: string): string | undefined {
  if (!text.includes(":")) return undefined;
  const prefix = compactIri.exec(text)?.[1];
  return prefix === undefined || schemes.has(prefix) ? undefined : prefix;
}

/** What stands behind the colon of a compact IRI does not begin with `//` (JSON-LD 1.1 §3.1). */
const compactIri = /^([A-Za-z][\w.-]{0,60}):(?!\/\/|\s)/;

/** URI schemes whose IRIs have no authority. */
const schemes: ReadonlySet<string> = new Set([
  "urn",
  "did",
  "tag",
  "mailto",
  "tel",
  "data",
  "geo",
  "info",
  "ni",
  "doi",
  "uuid",
]);
