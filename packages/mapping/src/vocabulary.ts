import type { JsonLdContext } from "@thingwright/td";

/** Namespace of the mapping vocabulary; README.md describes its terms. */
export const mapVocabulary = "https://thingwright.org/ns/map#";

const mapTerms = [
  "serves",
  "property",
  "action",
  "event",
  "available",
  "pick",
  "where",
  "bit",
  "bits",
  "enum",
  "scale",
  "offset",
  "range",
  "vendor",
  "model",
  "unit",
  "read",
  "write",
  "via",
  "put",
  "compose",
  "value",
  "data",
  "with",
  "split",
  "time",
  "readBack",
  "pollMs",
  "minIntervalMs",
  "debounceMs",
  "keepMs",
  "awakeMs",
  "private",
] as const;

/** Terms of the vocabulary, without prefix. */
export type MapTerm = (typeof mapTerms)[number];

const known: ReadonlySet<string> = new Set(mapTerms);

/** Reads terms of the vocabulary from nodes of one document, under the prefix which that document gives it. */
export class MapTerms {
  readonly prefix: string;

  constructor(context: JsonLdContext | undefined) {
    this.prefix = prefixIn(context);
  }

  /** The value of `term` in `node`; `undefined` where there is none. */
  get(node: object, term: MapTerm): unknown {
    const key = `${this.prefix}:${term}`;
    return Object.hasOwn(node, key) ? (node as Record<string, unknown>)[key] : undefined;
  }

  /** A name in `node` that has the prefix and is no term: somebody has mistyped one. */
  unknownIn(node: object): string | undefined {
    const start = `${this.prefix}:`;
    return Object.keys(node).find((name) => name.startsWith(start) && !known.has(name.slice(start.length)));
  }

  /** Name of `term` as the document spells it. */
  name(term: MapTerm): string {
    return `${this.prefix}:${term}`;
  }
}

function prefixIn(context: JsonLdContext | undefined): string {
  if (!Array.isArray(context)) return "map";
  for (const part of context) {
    if (typeof part !== "object" || part === null) continue;
    for (const [prefix, iri] of Object.entries(part)) if (iri === mapVocabulary) return prefix;
  }
  return "map";
}
