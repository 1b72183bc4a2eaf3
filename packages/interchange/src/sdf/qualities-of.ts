import { type DataSchema, escapePointer } from "@thingwright/td";
import type { JsonObject, LossList } from "../conversion.js";
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
    if (sharedTerms.has(term)) qualities.set(term, value);
    else if (term === "title") qualities.set("label", value);
    else if (term === "type") addType(value, at, qualities, losses);
    else if (term === "enum") addEnum(value as readonly unknown[], qualities);
    else if (term === "oneOf") addChoice(value as readonly DataSchema[], at, qualities, losses);
    else if (term === "properties") qualities.set(term, mapOf(value as Record<string, DataSchema>, at, losses));
    else if (term === "items" && !Array.isArray(value))
      qualities.set(term, qualitiesOf(value as DataSchema, at, losses));
    else if (term === "contentEncoding" && value === "base64url") qualities.set("sdfType", "byte-string");
    else if (!isProperty || !propertyTerms.has(term)) losses.add(at, `SDF has no counterpart of ${term}`);
  }
  return Object.fromEntries(qualities);
}

function addType(type: unknown, pointer: string, qualities: Map<string, unknown>, losses: LossList): void {
  if (type === "null") losses.add(pointer, "SDF has no type of null alone");
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
  schemas: readonly DataSchema[],
  pointer: string,
  qualities: Map<string, unknown>,
  losses: LossList,
): void {
  const names = new UniqueNames();
  const choices = new Map<string, JsonObject>();
  for (const [index, schema] of schemas.entries()) {
    if (schema.type === "null" && Object.keys(schema).length === 1) qualities.set("nullable", true);
    else {
      const { title, ...others } = schema as JsonObject;
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

const mapOf = (schemas: Readonly<Record<string, DataSchema>>, pointer: string, losses: LossList): JsonObject =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      qualitiesOf(schema, `${pointer}/${escapePointer(name)}`, losses),
    ]),
  );
