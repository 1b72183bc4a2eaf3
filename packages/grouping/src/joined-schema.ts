import { isDeepStrictEqual } from "node:util";
import type { DataSchema } from "@thingwright/td";

/** A schema as plain members: which there are depends on the type. */
type Terms = Readonly<Record<string, unknown>>;

/** Terms for people: those of the first schema stay. */
const forPeople: ReadonlySet<string> = new Set(["@type", "title", "titles", "description", "descriptions"]);

/** Terms that {@link joined} makes of both. */
const made: ReadonlySet<string> = new Set(["type", "minimum", "maximum", "enum", "properties", "required", "items"]);

/**
 * A schema that takes whatever one of two takes, as far as it can be said: of one type and unit, with the wider limits. `undefined`
 * where the two are of different things.
 */
export function joined(one: DataSchema, other: DataSchema): DataSchema | undefined {
  const [first, second]: readonly [Terms, Terms] = [one as Terms, other as Terms];
  const type = typeOfBoth(first.type, second.type);
  if (type === undefined || first.unit !== second.unit) return undefined;
  const kept = Object.entries(first).filter(
    ([name, value]) => forPeople.has(name) || (!made.has(name) && isDeepStrictEqual(value, second[name])),
  );
  const parts = partsOf(first, second);
  if (parts === undefined) return undefined;
  return {
    ...Object.fromEntries(kept),
    ...(type !== "" && { type }),
    ...limit("minimum", Math.min, first, second),
    ...limit("maximum", Math.max, first, second),
    ...enumOf(first, second),
    ...parts,
  } as DataSchema;
}

/** The type of both, `""` where neither says one. */
function typeOfBoth(one: unknown, other: unknown): string | undefined {
  if (one === other) return typeof one === "string" ? one : "";
  const numbers = ["integer", "number"];
  return numbers.includes(one as string) && numbers.includes(other as string) ? "number" : undefined;
}

function limit(name: string, wider: (...limits: number[]) => number, one: Terms, other: Terms): object {
  const [first, second] = [one[name], other[name]];
  return typeof first === "number" && typeof second === "number" ? { [name]: wider(first, second) } : {};
}

function enumOf({ enum: one }: Terms, { enum: other }: Terms): object {
  if (!Array.isArray(one) || !Array.isArray(other)) return {};
  return { enum: [...one, ...other.filter((value) => !one.some((known) => isDeepStrictEqual(known, value)))] };
}

/** What objects and arrays are made of. */
function partsOf(one: Terms, other: Terms): object | undefined {
  if (one.items !== undefined || other.items !== undefined) {
    return isDeepStrictEqual(one.items, other.items) ? { items: one.items } : undefined;
  }
  if (one.properties === undefined && other.properties === undefined) return {};
  const [first, second] = [(one.properties ?? {}) as Terms, (other.properties ?? {}) as Terms];
  if (!isDeepStrictEqual(Object.keys(first).sort(), Object.keys(second).sort())) return undefined;
  const properties: [string, DataSchema][] = [];
  for (const [name, schema] of Object.entries(first)) {
    const both = joined(schema as DataSchema, second[name] as DataSchema);
    if (both === undefined) return undefined;
    properties.push([name, both]);
  }
  const required = [one.required, other.required].map((names) => (Array.isArray(names) ? names : []));
  const byBoth = required[0]!.filter((name) => required[1]!.includes(name));
  return { properties: Object.fromEntries(properties), ...(byBoth.length > 0 && { required: byBoth }) };
}
