/** Prefixes of the vocabularies that the contexts of the Web of Things draw on. */
export const prefixes = {
  td: "https://www.w3.org/2019/wot/td#",
  jsonschema: "https://www.w3.org/2019/wot/json-schema#",
  wotsec: "https://www.w3.org/2019/wot/security#",
  hctl: "https://www.w3.org/2019/wot/hypermedia#",
  tm: "https://www.w3.org/2019/wot/tm#",
  discovery: "https://www.w3.org/2022/wot/discovery-ontology#",
  htv: "http://www.w3.org/2011/http#",
  dct: "http://purl.org/dc/terms/",
  schema: "http://schema.org/",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
} as const;

export type Prefix = keyof typeof prefixes;

/** What a term of a table says, beyond its IRI. */
export interface TermShape {
  /** How a string is read: as an IRI, as a term of the vocabulary, or as a literal of an XSD datatype. */
  readonly type?: "@id" | "@vocab" | `xsd:${string}`;
  readonly container?: "@set" | "@index" | "@language";
  /** Term of the property that holds the key of an `@index` container. */
  readonly index?: string;
  readonly language?: string;
  /** What holds in the objects below this term. */
  readonly scope?: Vocabulary;
}

/** One term: its name, its IRI (compact, or a keyword), and its shape. */
export type Term = readonly [name: string, iri: string, shape?: TermShape];

/** The table that a context is made from. */
export interface Vocabulary {
  readonly prefixes: readonly Prefix[];
  /** Vocabulary of the names that no term stands for; absent where such names keep the meaning from outside. */
  readonly vocab?: Prefix;
  readonly terms: readonly Term[];
}

/** Terms whose IRI is a prefix and their own name, all of one shape: `own("td", "name Thing")`. */
export function own(prefix: Prefix, names: string, shape: TermShape = {}): readonly Term[] {
  return names.split(" ").map((name) => [name, `${prefix}:${name}`, shape]);
}
