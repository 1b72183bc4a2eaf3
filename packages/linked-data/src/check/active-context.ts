import { isRecord } from "@thingwright/td";

/** What a context says of one term, as far as it decides what is kept. */
export interface TermDefinition {
  /** As it is written; absent where only the shape is given. */
  readonly iri?: string;
  readonly containers: readonly string[];
  /** How a string is read: `@id`, `@vocab`, `@json` or a datatype. */
  readonly type?: string;
  /** Whether the term may stand before a colon: what is shaped may not, nor what ends in the middle of a name. */
  readonly isPrefix: boolean;
  /** The context that holds below the term. */
  readonly context?: unknown;
}

/** Context documents by URL, all that can be met loaded. */
export type LoadedContexts = ReadonlyMap<string, unknown>;

/**
 * The terms that hold at one place. Contexts are linked, not copied, so that many small ones below a large one take no
 * time of their own.
 *
 * @see JSON-LD 1.1 §4.1
 */
export class ActiveContext {
  readonly #outer: ActiveContext | undefined;
  /** `null` for a term that is switched off. */
  readonly #terms = new Map<string, TermDefinition | null>();
  #vocab: string | null | undefined;

  constructor(outer?: ActiveContext) {
    this.#outer = outer;
  }

  /** The context that holds once `local` is read. A URL that is not in `loaded` changes nothing. */
  with(local: unknown, loaded: LoadedContexts, depth = 0): ActiveContext {
    if (local === null) return new ActiveContext();
    if (Array.isArray(local))
      return local.reduce<ActiveContext>((active, each) => active.with(each, loaded, depth), this);
    if (typeof local === "string") return depth > mostNested ? this : this.with(loaded.get(local), loaded, depth + 1);
    if (!isRecord(local)) return this;
    const imported = typeof local["@import"] === "string" ? this.with(local["@import"], loaded, depth) : this;
    return new ActiveContext(imported).#read(local);
  }

  definitionOf(term: string): TermDefinition | null | undefined {
    for (let context: ActiveContext | undefined = this; context !== undefined; context = context.#outer) {
      const definition = context.#terms.get(term);
      if (definition !== undefined) return definition;
    }
    return undefined;
  }

  /** Whether `name` stands before a colon for an IRI (JSON-LD 1.1 §4.4). */
  isPrefix(name: string): boolean {
    const definition = this.definitionOf(name);
    if (definition == null) return false;
    // One term may stand for another.
    return definition.isPrefix || this.definitionOf(definition.iri ?? "")?.isPrefix === true;
  }

  /** What a name that is no term gets its IRI from; `undefined` where it gets none. */
  get vocab(): string | undefined {
    for (let context: ActiveContext | undefined = this; context !== undefined; context = context.#outer) {
      if (context.#vocab !== undefined) return context.#vocab ?? undefined;
    }
    return undefined;
  }

  /** The keyword that a name stands for, directly or by a term such as `id` of the TD's context. */
  keywordOf(name: string): string | undefined {
    if (keywords.has(name)) return name;
    const iri = this.definitionOf(name)?.iri;
    return iri !== undefined && keywords.has(iri) ? iri : undefined;
  }

  #read(local: Readonly<Record<string, unknown>>): this {
    for (const [name, value] of Object.entries(local)) {
      if (name === "@vocab") this.#vocab = typeof value === "string" ? value : null;
      else if (!name.startsWith("@") || keywords.has(name)) this.#terms.set(name, definition(value));
    }
    return this;
  }
}

/** As many contexts in a chain of URLs as the library follows. */
const mostNested = 10;

const keywords: ReadonlySet<string> = new Set(
  "@id @type @value @language @index @reverse @graph @included @list @set @nest @direction @context @json @none".split(
    " ",
  ),
);

function definition(value: unknown): TermDefinition | null {
  if (typeof value === "string") return { iri: value, containers: [], isPrefix: /[:/?#[\]@]$/.test(value) };
  if (!isRecord(value) || value["@id"] === null) return null;
  const { "@id": id, "@reverse": reverse, "@type": type, "@container": container = [], "@prefix": prefix } = value;
  const iri = id ?? reverse;
  return {
    containers: [container].flat().filter((each) => typeof each === "string"),
    isPrefix: prefix === true,
    ...(typeof iri === "string" && { iri }),
    ...(typeof type === "string" && { type }),
    ...(Object.hasOwn(value, "@context") && { context: value["@context"] }),
  };
}
