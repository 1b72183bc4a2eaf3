import { type DataSchema, escapePointer, isRecord } from "@thingwright/td";
import type { JsonObject, LossList } from "../conversion.js";

/** Terms that mean the same in a DataSchema and in JSON Schema 2020-12. */
const sharedTerms = new Set([
  ...["type", "title", "description", "const", "default", "enum", "readOnly", "writeOnly", "format", "required"],
  ...["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems"],
  ...["minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType"],
]);

/** Terms of an affordance that stand beside its DataSchema and are not part of it. */
const affordanceTerms = new Set(["forms", "uriVariables", "observable"]);

/**
 * `schema` in JSON Schema, draft 2020-12. A list in `items` becomes `prefixItems`; terms without a counterpart are losses.
 *
 * @param pointer - where `schema` stands in the Thing Description
 * @param isProperty - whether `schema` is a PropertyAffordance, whose `forms`, `uriVariables` and `observable` are no part of it
 */
export function schemaOf(schema: DataSchema, pointer: string, losses: LossList, isProperty = false): JsonObject {
  return losses.once(pointer, () => convert(schema, pointer, losses, isProperty));
}

function convert(schema: DataSchema, pointer: string, losses: LossList, isProperty: boolean): JsonObject {
  const members: [string, unknown][] = [];
  for (const [term, value] of Object.entries(schema)) {
    const at = `${pointer}/${escapePointer(term)}`;
    if (sharedTerms.has(term)) members.push([term, value]);
    else if (isProperty && affordanceTerms.has(term)) continue;
    else if (term === "oneOf") members.push([term, listOf(value as readonly DataSchema[], at, losses)]);
    else if (term === "properties" && isRecord(value))
      members.push([term, mapOf(value as Readonly<Record<string, DataSchema>>, at, losses)]);
    else if (term === "items") members.push(itemsOf(value as DataSchema | readonly DataSchema[], at, losses));
    else losses.add(at, `JSON Schema has no counterpart of ${term}`);
  }
  return Object.fromEntries(members);
}

function itemsOf(items: DataSchema | readonly DataSchema[], pointer: string, losses: LossList): [string, unknown] {
  if (isList(items)) return ["prefixItems", listOf(items, pointer, losses)];
  return ["items", convert(items, pointer, losses, false)];
}

const isList = (items: DataSchema | readonly DataSchema[]): items is readonly DataSchema[] => Array.isArray(items);

const listOf = (schemas: readonly DataSchema[], pointer: string, losses: LossList): readonly JsonObject[] =>
  schemas.map((schema, index) => convert(schema, `${pointer}/${index}`, losses, false));

function mapOf(schemas: Readonly<Record<string, DataSchema>>, pointer: string, losses: LossList): JsonObject {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      convert(schema, `${pointer}/${escapePointer(name)}`, losses, false),
    ]),
  );
}
