import type { FormRequest } from "@thingwright/contracts";
import type { Form, JsonLdContext } from "@thingwright/td";

/** Namespace of the W3C's MQTT binding; prefix `mqv`. */
export const mqttVocabulary = "https://www.w3.org/2019/wot/mqtt#";

/** As documents may name the vocabulary: an older scheme, and no hash. */
const vocabularies: ReadonlySet<unknown> = new Set([
  mqttVocabulary,
  mqttVocabulary.slice(0, -1),
  mqttVocabulary.replace("https:", "http:"),
]);

/**
 * `request` with the terms of MQTT in its Form under the prefix `mqv`, whatever the document calls them: by a prefix that
 * its `@context` declares for the vocabulary (JSON-LD 1.1 §4.1.5), by `mqtt` as in older drafts, or by their whole IRIs. A
 * term that is there as `mqv:` already stays.
 */
export function withMqttTerms(request: FormRequest): FormRequest {
  const { form } = request.form;
  const others = Object.keys(form).filter((name) => name.includes(":") && !name.startsWith("mqv:"));
  if (others.length === 0) return request;
  const prefixes = prefixesOf(request.thing["@context"]);
  const terms: Record<string, unknown> = {};
  for (const name of others) {
    const term = localName(name, prefixes);
    if (term !== undefined && !Object.hasOwn(form, `mqv:${term}`)) terms[`mqv:${term}`] = form[name as keyof Form];
  }
  if (Object.keys(terms).length === 0) return request;
  return { ...request, form: { ...request.form, form: { ...form, ...terms } } };
}

/** Without the prefix: `topic` of `mqv:topic`; `undefined` for a term of another vocabulary. */
function localName(name: string, prefixes: ReadonlySet<string>): string | undefined {
  if (name.startsWith(mqttVocabulary)) return name.slice(mqttVocabulary.length);
  const colon = name.indexOf(":");
  return prefixes.has(name.slice(0, colon)) ? name.slice(colon + 1) : undefined;
}

function prefixesOf(context: JsonLdContext | undefined): ReadonlySet<string> {
  const prefixes = new Set(["mqtt"]);
  for (const entry of [context].flat()) {
    if (typeof entry !== "object" || entry === null) continue;
    for (const [prefix, iri] of Object.entries(entry)) {
      if (vocabularies.has(iri)) prefixes.add(prefix);
      else prefixes.delete(prefix);
    }
  }
  return prefixes;
}
