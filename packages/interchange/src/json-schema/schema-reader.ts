import { type DataSchema, isRecord } from "@thingwright/td";
import type { JsonObject } from "../conversion.js";
import { entriesOf, itemsOf } from "../read/entries.js";
import type { Source } from "../read/source.js";
import { integral } from "./integral.js";
import { mergeAll } from "./merge-all.js";
import { scalarTerms } from "./scalar-terms.js";

/** Deepest nesting of a DataSchema that is read: a Thing Description nests at most 64 deep, two levels for each. */
const maxNesting = 24;

/** A schema with more terms than this counts as more than one. */
const maxTerms = 32;

/** Terms that are read one by one below, and such as say nothing about a value. */
const handledTerms = new Set([
  ...["$ref", "sdfRef", "type", "nullable", "oneOf", "anyOf", "allOf", "properties", "items", "prefixItems", "enum"],
  ...[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "$comment",
    "$schema",
    "$id",
    "$defs",
    "definitions",
  ],
]);

/**
 * Reads JSON Schemas of any draft, and those of OpenAPI 3.0, as DataSchemas: local references are written out, one that
 * leads back into itself becomes a schema of any value, and terms that a DataSchema lacks are losses.
 */
export class SchemaReader {
  readonly #source: Source;
  readonly #open = new Set<string>();
  /** Terms taken over, by the schema: one that many refer to is looked through once. */
  readonly #scalars = new WeakMap<JsonObject, JsonObject>();
  #count = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  read(schema: unknown, pointer: string): DataSchema {
    if (schema === undefined || schema === true) return {};
    if (!isRecord(schema)) return this.#lose(pointer, "a schema that no value satisfies has no counterpart");
    this.#count += 1 + Object.keys(schema).length / maxTerms;
    if (this.#count > this.#source.limits.maxSchemas) {
      return this.#lose(
        "",
        `more than ${this.#source.limits.maxSchemas} schemas with references written out; the rest are left out`,
      );
    }
    if (this.#open.size >= maxNesting) return this.#lose(pointer, `a schema nests deeper than ${maxNesting}`);
    if (this.#open.has(pointer)) return this.#lose(pointer, "a schema that contains itself is read as any value");
    this.#open.add(pointer);
    const result = this.#readObject(schema, pointer);
    this.#open.delete(pointer);
    return result;
  }

  #lose(pointer: string, message: string): DataSchema {
    this.#source.losses.add(pointer, message);
    return {};
  }

  #readObject(schema: JsonObject, pointer: string): DataSchema {
    const { losses } = this.#source;
    const parts = [...this.#referred(schema, pointer)];
    for (const [part, at] of itemsOf(schema.allOf, `${pointer}/allOf`)) parts.push(this.read(part, at) as JsonObject);
    const scalars = this.#scalars.get(schema) ?? scalarTerms(schema, pointer, losses);
    this.#scalars.set(schema, scalars);
    const own = { ...scalars, ...rangeOf(schema), ...this.#nested(schema, pointer) };
    for (const [term, , at] of entriesOf(schema, pointer)) {
      if (!handledTerms.has(term) && !Object.hasOwn(own, term))
        losses.add(at, `a DataSchema has no counterpart of ${term}`);
    }
    return integral(mergeAll([...parts, own], pointer, losses), pointer, losses) as DataSchema;
  }

  *#referred(schema: JsonObject, pointer: string): Generator<JsonObject> {
    if (typeof schema.$ref !== "string") return;
    const target = this.#source.targetOf(schema.$ref, pointer);
    if (target !== undefined) yield this.read(target.value, target.pointer) as JsonObject;
  }

  #nested(schema: JsonObject, pointer: string): JsonObject {
    const { prefixItems, items } = schema;
    const members: [string, unknown][] = [];
    if (isRecord(schema.properties))
      members.push(["properties", this.#mapOf(schema.properties, `${pointer}/properties`)]);
    if (Array.isArray(prefixItems)) members.push(["items", this.#listOf(prefixItems, `${pointer}/prefixItems`)]);
    else if (Array.isArray(items)) members.push(["items", this.#listOf(items, `${pointer}/items`)]);
    else if (isRecord(items)) members.push(["items", this.read(items, `${pointer}/items`)]);
    return { ...Object.fromEntries(members), ...this.#choiceOf(schema, pointer) };
  }

  /** `oneOf`, from `oneOf` itself, `anyOf`, a list in `type`, or `nullable`; a DataSchema has room for one of them. */
  #choiceOf(schema: JsonObject, pointer: string): JsonObject {
    const { losses } = this.#source;
    const types = typesOf(schema);
    const typed: JsonObject = types.length === 1 ? { type: types[0] } : {};
    const choices = types.length < 2 ? [] : [types.map((type) => ({ type }))];
    for (const term of ["oneOf", "anyOf"]) {
      if (!Array.isArray(schema[term])) continue;
      choices.push(this.#listOf(schema[term], `${pointer}/${term}`) as { type: string }[]);
      if (term === "anyOf") losses.add(`${pointer}/anyOf`, "anyOf is read as oneOf");
    }
    if (choices.length > 1) losses.add(pointer, "a DataSchema has one oneOf; further alternatives are left out");
    return choices.length === 0 ? typed : { ...typed, oneOf: choices[0] };
  }

  #listOf(schemas: readonly unknown[], pointer: string): readonly DataSchema[] {
    return itemsOf(schemas, pointer).map(([schema, at]) => this.read(schema, at));
  }

  #mapOf(schemas: JsonObject, pointer: string): JsonObject {
    return Object.fromEntries(entriesOf(schemas, pointer).map(([name, schema, at]) => [name, this.read(schema, at)]));
  }
}

const dataTypes = new Set<unknown>(["boolean", "integer", "number", "string", "object", "array", "null"]);

function typesOf({ type, nullable }: JsonObject): readonly string[] {
  const types = [type ?? []].flat().filter((each) => dataTypes.has(each)) as string[];
  return [...new Set(nullable === true && types.length > 0 ? [...types, "null"] : types)];
}

/** Limits of numbers; in OpenAPI 3.0 and draft 4 `exclusiveMinimum: true` makes `minimum` exclusive. */
function rangeOf(schema: JsonObject): JsonObject {
  const members: [string, unknown][] = [];
  for (const [limit, exclusive] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    const [inner, outer] = [schema[limit], schema[exclusive]];
    if (typeof inner === "number") members.push([outer === true ? exclusive : limit, inner]);
    if (typeof outer === "number") members.push([exclusive, outer]);
  }
  return Object.fromEntries(members);
}
