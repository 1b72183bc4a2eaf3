import { prefixes, type Term, type Vocabulary } from "./vocabulary.js";

/** A JSON-LD context definition (JSON-LD 1.1 §9.15). */
export type JsonLdContext = { readonly [term: string]: string | number | JsonLdContext };

/** The context that a table stands for, nested scopes and all. */
export function jsonLdContext({ prefixes: names, vocab, terms }: Vocabulary): JsonLdContext {
  return {
    ...Object.fromEntries(names.map((name) => [name, prefixes[name]])),
    ...(vocab === undefined ? {} : { "@vocab": prefixes[vocab] }),
    ...Object.fromEntries(terms.map((term) => [term[0], termDefinition(term)])),
  };
}

/** A plain string where the term has no shape: none of the IRIs ends like a prefix, so both forms mean the same. */
function termDefinition([, iri, shape = {}]: Term): string | JsonLdContext {
  const { type, container, index, language, scope } = shape;
  const definition = {
    ...(type && { "@type": type }),
    ...(container && { "@container": container }),
    ...(index && { "@index": index }),
    ...(language && { "@language": language }),
    ...(scope && { "@context": jsonLdContext(scope) }),
  };
  return Object.keys(definition).length === 0 ? iri : { "@id": iri, ...definition };
}
