import { type DataSchema, escapePointer, isRecord } from "@thingwright/td";
import type { JsonObject, LossList } from "../conversion.js";
import { isFit } from "../json-schema/scalar-terms.js";
import { entriesOf } from "../read/entries.js";
import { UniqueNames } from "../unique-names.js";

/** Terms that mean the same in a DataSchema and in SDF. */
const sharedTerms = new Set([
  ...["description", "const", "default", "unit", "format", "required", "minimum", "maximum", "exclusiveMinimum"],
  ...["exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems"],
]);

/** Terms that the conversion of a property reads beside its DataSchema. */
const propertyTerms = new Set(["readOnly", "writeOnly", "observable", "forms", "uriVariables"]);

/** `schema` in the data qualities of SDF (RFC 9880 §4.7); terms without a counterpart are losses. */
export function qualitiesOf(schema: DataSchema, pointer: string, losses: LossList, isProperty = false): JsonObject {
  const qualities = new Map<string, unknown>();
  for (const [term, value] of Object.entries(schema)) {
    const at = `${pointer}/${escapePointer(term)}`;
    if (sharedTerms.has(term) && isFit(term, value)) qualities.set(term, value);
    else if (sharedTerms.has(term)) losses.add(at, `SDF takes another value of ${term}, and no placeholder`);
    else if (term === "title" && typeof value === "string") qualities.set("label", value);
    else if (term === "type") addType(value, at, qualities, losses);
    else if (term === "enum" && Array.isArray(value)) addEnum(value, qualities);
    else if (term === "oneOf" && Array.isArray(value)) addChoice(value, at, qualities, losses);
    else if (term === "properties" && isRecord(value)) qualities.set(term, mapOf(value, at, losses));
    else if (term === "items" && isRecord(value)) qualities.set(term, qualitiesOf(value as DataSchema, at, losses));
    else if (term === "contentEncoding" && value === "base64url") qualities.set("sdfType", "byte-string");
    else if (!isProperty || !propertyTerms.has(term)) losses.add(at, `SDF has no counterpart of ${term}`);
  }
  return Object.fromEntries(qualities);
}

const dataTypes = new Set<unknown>(["boolean", "integer", "number", "string", "object", "array"]);

function addType(type: unknown, pointer: string, qualities: Map<string, unknown>, losses: LossList): void {
  if (!dataTypes.has(type)) losses.add(pointer, "SDF has no type of null alone, and no placeholder");
  else qualities.set("type", type);
}

/** SDF's `enum` is of texts only; other values become named alternatives. */
function addEnum(values: readonly unknown[], qualities: Map<string, unknown>): void {
  if (values.every((value) => typeof value === "string")) qualities.set("enum", values);
  else
    qualities.set(
      "sdfChoice",
      Object.fromEntries(values.map((value, index) => [`value${index + 1}`, { const: value }])),
    );
}

/** An alternative's title is its name; one of null is `nullable`. */
function addChoice(
  schemas: readonly unknown[],
  pointer: string,
  qualities: Map<string, unknown>,
  losses: LossList,
): void {
  const names = new UniqueNames();
  const choices = new Map<string, JsonObject>();
  for (const [index, schema] of schemas.entries()) {
    if (!isRecord(schema)) losses.add(`${pointer}/${index}`, "an alternative is a DataSchema");
    else if (schema.type === "null" && Object.keys(schema).length === 1) qualities.set("nullable", true);
    else {
      const { title, ...others } = schema;
      const name = names.take(typeof title === "string" && title !== "" ? title : `choice${index + 1}`);
      choices.set(name, qualitiesOf(others as DataSchema, `${pointer}/${index}`, losses));
    }
  }
  const [only] = choices.values();
  // One alternative beside null is the value itself.
  if (choices.size === 1 && qualities.get("nullable") === true)
    for (const [name, value] of Object.entries(only!)) qualities.set(name, value);
  else if (choices.size > 0 && !qualities.has("enum")) qualities.set("sdfChoice", Object.fromEntries(choices));
  else if (choices.size > 0) losses.add(pointer, "SDF has no alternatives beside an enum");
}

const mapOf = (schemas: JsonObject, pointer: string, losses: LossList): JsonObject =>
  Object.fromEntries(
    entriesOf(schemas, pointer)
      .filter(([, schema]) => isRecord(schema))
      .map(([name, schema, at]) => [name, qualitiesOf(schema as DataSchema, at, losses)]),
  );
