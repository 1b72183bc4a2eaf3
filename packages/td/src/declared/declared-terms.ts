import type { FormHint } from "../types/form.js";
import { type Operation, opened } from "../types/operation.js";
import type { JsonLdContext } from "../types/thing.js";

/** IRIs by prefix. */
export type Prefixes = Readonly<Record<string, string>>;

/** Terms that a Form hint declares, and for which operations; for all without any. */
interface HintedTerms {
  readonly operations: readonly Operation[] | undefined;
  readonly terms: ReadonlyMap<string, unknown>;
}

/** What an affordance says in other vocabularies than that of Thing Descriptions, by the IRIs of the terms. */
export class DeclaredTerms {
  readonly #hints: readonly HintedTerms[];
  readonly #terms: ReadonlyMap<string, unknown>;

  constructor(hints: readonly HintedTerms[], terms: ReadonlyMap<string, unknown>) {
    this.#hints = hints;
    this.#terms = terms;
  }

  /** The value of a term for `operation`: that of a Form hint before that of the affordance. */
  get(iri: string, operation: Operation): unknown {
    const hint = this.#hints.find(
      ({ operations, terms }) => terms.has(iri) && (operations === undefined || operations.includes(operation)),
    );
    return (hint?.terms ?? this.#terms).get(iri);
  }
}

/** The terms of `affordance`; `undefined` when it has none. */
export function declaredTerms(
  affordance: { readonly forms?: readonly FormHint[] },
  prefixes: Prefixes,
): DeclaredTerms | undefined {
  const terms = termsOf(affordance, prefixes);
  const hints = (affordance.forms ?? [])
    .map((form) => ({
      operations: form.op === undefined ? undefined : [form.op].flat().map(opened),
      terms: termsOf(form, prefixes),
    }))
    .filter((hint) => hint.terms.size > 0);
  return terms.size === 0 && hints.length === 0 ? undefined : new DeclaredTerms(hints, terms);
}

/**
 * The prefixes that `context` declares (JSON-LD 1.1 §4.1.5), over those of `known`, which stand for themselves in a
 * document that does not say.
 */
export function prefixesOf(context: JsonLdContext | undefined, known: Prefixes): Prefixes {
  const prefixes: Record<string, string> = Object.assign(Object.create(null), known);
  for (const entry of [context ?? []].flat()) {
    if (typeof entry !== "object" || entry === null) continue;
    for (const [prefix, definition] of Object.entries(entry)) {
      const iri = iriOf(definition);
      if (iri !== undefined) prefixes[prefix] = iri;
    }
  }
  return prefixes;
}

function iriOf(definition: unknown): string | undefined {
  if (typeof definition === "string") return definition;
  if (typeof definition !== "object" || definition === null || !("@id" in definition)) return undefined;
  return typeof definition["@id"] === "string" ? definition["@id"] : undefined;
}

function termsOf(members: object, prefixes: Prefixes): ReadonlyMap<string, unknown> {
  const terms = Object.entries(members).filter(([name]) => name.includes(":"));
  return new Map(terms.map(([name, value]) => [expanded(name, prefixes), value]));
}

/** A compact IRI in full; a name without a known prefix is taken for an IRI. */
function expanded(name: string, prefixes: Prefixes): string {
  const colon = name.indexOf(":");
  const iri = prefixes[name.slice(0, colon)];
  return iri === undefined ? name : iri + name.slice(colon + 1);
}
