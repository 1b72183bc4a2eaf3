import { MapTerms } from "@thingwright/mapping";
import type { DataSchema, ThingDescription } from "@thingwright/td";

const maxDepth = 16;

/**
 * Texts in `value` at the places that a schema marks as `map:private`: they name one device or a person.
 *
 * @param terms - of the document that the schema stands in
 */
export function* privateTexts(
  schema: DataSchema | undefined,
  value: unknown,
  terms: MapTerms,
  depth = 0,
): Generator<string> {
  if (schema === undefined || depth > maxDepth) return;
  if (terms.get(schema, "private") === true) {
    yield* textsIn(value, depth);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const { properties, items } = schema as {
    readonly properties?: Record<string, DataSchema>;
    readonly items?: unknown;
  };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* privateTexts(
        (Array.isArray(items) ? items[index] : items) as DataSchema | undefined,
        item,
        terms,
        depth + 1,
      );
    }
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    const part = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
    yield* privateTexts(part, member, terms, depth + 1);
  }
}

function* textsIn(value: unknown, depth: number): Generator<string> {
  if (depth > maxDepth) return;
  if (typeof value === "string") yield value;
  else if (typeof value === "number") yield String(value);
  else if (typeof value === "object" && value !== null)
    for (const member of Object.values(value)) yield* textsIn(member, depth + 1);
}

/** The terms of the mapping vocabulary as a Thing Description spells them. */
export const mapTermsOf = (thing: ThingDescription): MapTerms => new MapTerms(thing["@context"]);
