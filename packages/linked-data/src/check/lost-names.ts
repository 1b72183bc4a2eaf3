import { escapePointer, isRecord } from "@thingwright/td";
import { prefixes } from "../contexts/vocabulary.js";
import type { JsonObject } from "../json-document.js";
import { ActiveContext, type LoadedContexts, type TermDefinition } from "./active-context.js";

/** A name in a document that does not become what its author meant. */
export interface LostName {
  readonly pointer: string;
  readonly name: string;
  /**
   * - `undefined-term`: no context has it, so it is left out with all below it.
   * - `captured-term`: no context has it, but its `@vocab` makes it a term of a W3C vocabulary, which lacks it too.
   * - `captured-class`: the same of a class.
   * - `relative-type`: a class that is no IRI.
   * - `undeclared-prefix`: what stands before the colon is no prefix, so the whole is taken for an IRI.
   * - `hidden-prefix`: it is a term here, which is not fit for a prefix, such as `unit` in a DataSchema.
   */
  readonly kind:
    | "undefined-term"
    | "undeclared-prefix"
    | "hidden-prefix"
    | "relative-type"
    | "captured-term"
    | "captured-class";
}

/**
 * The names of a document that expansion would drop or take for something else, in the order of the document. Linear in
 * the document and its contexts; the document's depth must have been limited.
 */
export function* lostNames(document: object, contexts: LoadedContexts): Generator<LostName> {
  yield* new Walk(contexts).value(document, new ActiveContext(), undefined, "");
}

type Lost = Generator<LostName>;

class Walk {
  readonly #contexts: LoadedContexts;
  /** How many values we are in whose names are nobody's terms: values of the Thing, and what an extension holds. */
  #data = 0;

  constructor(contexts: LoadedContexts) {
    this.#contexts = contexts;
  }

  /** A value of the property that `term` defines; `undefined` where there is none, as at the top. */
  *value(value: unknown, active: ActiveContext, term: TermDefinition | undefined, pointer: string): Lost {
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) yield* this.value(value[i], active, term, `${pointer}/${i}`);
    } else if (isRecord(value)) yield* this.#object(value, active, term, pointer);
    else if (typeof value === "string" && term?.type === "@vocab") yield* undeclared(value, active, pointer);
  }

  *#object(object: JsonObject, outer: ActiveContext, term: TermDefinition | undefined, pointer: string): Lost {
    let active = term?.context === undefined ? outer : outer.with(term.context, this.#contexts);
    if (Object.hasOwn(object, "@context")) active = active.with(object["@context"], this.#contexts);
    if (Object.hasOwn(object, "@value")) return;
    const typed = this.#withTypes(object, active);
    for (const [name, member] of Object.entries(object)) {
      if (name !== "@context") yield* this.#member(name, member, typed, active, `${pointer}/${escapePointer(name)}`);
    }
  }

  /** The context of the classes of a node, which holds for its own members and no deeper. */
  #withTypes(object: JsonObject, active: ActiveContext): ActiveContext {
    const types = Object.entries(object).flatMap(([name, member]) =>
      active.keywordOf(name) === "@type" ? [member].flat().filter((type) => typeof type === "string") : [],
    );
    return types.sort().reduce((typed, type) => {
      const context = active.definitionOf(type)?.context;
      return context === undefined ? typed : typed.with(context, this.#contexts);
    }, active);
  }

  *#member(name: string, member: unknown, typed: ActiveContext, active: ActiveContext, pointer: string): Lost {
    const keyword = typed.keywordOf(name);
    if (keyword === "@type") yield* types(member, typed, pointer);
    else if (keyword === "@id") yield* hidden(member, typed, pointer);
    else if (keyword !== undefined) {
      if (nesting.has(keyword)) yield* this.value(member, active, undefined, pointer);
    } else {
      const term = typed.definitionOf(name);
      if (term === null || (term === undefined && !hasIri(name, typed))) {
        yield { kind: "undefined-term", name, pointer };
        return;
      }
      if (term === undefined) {
        yield* undeclared(name, typed, pointer);
        if (this.#data === 0) yield* captured(name, typed, pointer);
      }
      const isData = term === undefined ? name.includes(":") : values.has(term.iri ?? "");
      if (isData) this.#data += 1;
      yield* this.#values(member, active, term, pointer);
      if (isData) this.#data -= 1;
    }
  }

  *#values(member: unknown, active: ActiveContext, term: TermDefinition | undefined, pointer: string): Lost {
    if (term?.type === "@json" || term?.containers.includes("@language")) return;
    if (!isRecord(member) || !term?.containers.some((container) => maps.has(container))) {
      yield* this.value(member, active, term, pointer);
      return;
    }
    for (const [key, entry] of Object.entries(member)) {
      yield* this.value(entry, active, term, `${pointer}/${escapePointer(key)}`);
    }
  }
}

/** Whether a name that is no term gets an IRI. What looks like a keyword of another version, or has a space, never does. */
const hasIri = (name: string, active: ActiveContext): boolean =>
  !/^@[a-z]+$|\s/i.test(name) && (name.includes(":") || active.vocab !== undefined);

/** Keywords whose values are read as those of the node itself. */
const nesting: ReadonlySet<string> = new Set(["@graph", "@included", "@list", "@set", "@reverse", "@nest"]);
/** Containers whose keys are not terms. */
const maps: ReadonlySet<string> = new Set(["@index", "@id", "@type"]);

function* types(member: unknown, active: ActiveContext, pointer: string): Lost {
  for (const name of [member].flat()) {
    if (typeof name !== "string" || active.keywordOf(name) !== undefined) continue;
    if (name.includes(":")) yield* undeclared(name, active, pointer);
    else if (active.definitionOf(name) == null) {
      if (active.vocab === undefined) yield { kind: "relative-type", name, pointer };
      else yield* captured(name, active, pointer, "captured-class");
    }
  }
}

/** Terms of a DataSchema whose values are values of the Thing. */
const values: ReadonlySet<string> = new Set(["const", "default", "enum"].map((name) => `jsonschema:${name}`));

/** Vocabularies whose terms the context of a TD lists. */
const closed: ReadonlySet<string> = new Set([prefixes.td, prefixes.jsonschema, prefixes.wotsec, prefixes.hctl]);

function* captured(
  name: string,
  active: ActiveContext,
  pointer: string,
  kind: LostName["kind"] = "captured-term",
): Lost {
  if (!name.includes(":") && closed.has(active.vocab ?? "")) yield { kind, name, pointer };
}

/** Schemes of IRIs that are written in full. */
const schemes: ReadonlySet<string> = new Set("urn did tag uuid mailto tel data coap coaps mqtt mqtts _".split(" "));

function* undeclared(name: string, active: ActiveContext, pointer: string): Lost {
  const prefix = prefixOf(name);
  if (prefix === undefined || active.definitionOf(name) != null || active.isPrefix(prefix)) return;
  yield { kind: active.definitionOf(prefix) == null ? "undeclared-prefix" : "hidden-prefix", name, pointer };
}

/** An `@id` may have any scheme: only one that is a term is told. */
function* hidden(id: unknown, active: ActiveContext, pointer: string): Lost {
  const prefix = typeof id === "string" ? prefixOf(id) : undefined;
  if (prefix === undefined || active.definitionOf(prefix) == null || active.isPrefix(prefix)) return;
  yield { kind: "hidden-prefix", name: id as string, pointer };
}

/** What stands before a colon and is no scheme of an IRI. */
function prefixOf(name: string): string | undefined {
  const colon = name.indexOf(":");
  if (colon < 0 || name.startsWith("//", colon + 1)) return undefined;
  const prefix = name.slice(0, colon);
  return schemes.has(prefix) ? undefined : prefix;
}
