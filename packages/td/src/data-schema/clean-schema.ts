import { ThingDescriptionError } from "@thingwright/errors";
import { isRecord } from "../json/is-record.js";
import { escapePointer } from "../json-pointer.js";
import { compilePattern, linearPattern } from "../json-schema/pattern.js";

/** A JSON Schema of nothing but terms that look at a value: no references, no identity, no annotations. */
export type CleanSchema = Readonly<Record<string, unknown>>;

/** How deep schemas may nest. */
export const maxSchemaDepth = 64;
/** How many schemas one may consist of. ajv takes some tenths of a second for that many, and twice of them run it out of stack. */
export const maxSchemas = 1_000;

/**
 * `schema` reduced to the terms that count, each looked at for a usable value; a new object.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID, WOT_TD_LIMIT
 */
export function cleanSchema(schema: unknown): CleanSchema {
  const root: Place = { pointer: "", depth: 0, budget: { schemas: maxSchemas } };
  if (!isRecord(schema)) throw unusable(root, "must be an object");
  return clean(schema, root);
}

/** Where the reduction is, and how many more schemas it takes on. */
interface Place {
  readonly pointer: string;
  readonly depth: number;
  readonly budget: { schemas: number };
}

function clean(schema: unknown, place: Place): CleanSchema {
  if (place.depth > maxSchemaDepth) throw tooMuch(place, `nests deeper than ${maxSchemaDepth} schemas`);
  if (--place.budget.schemas < 0) throw tooMuch(place, `consists of more than ${maxSchemas} schemas`);
  if (typeof schema === "boolean") return schema ? {} : { not: {} };
  if (!isRecord(schema)) throw unusable(place, "must be an object");
  const result: Record<string, unknown> = {};
  for (const [term, value] of Object.entries(schema)) {
    const cleanTerm = value === undefined ? undefined : terms.get(term);
    if (cleanTerm === undefined) continue;
    const cleaned = cleanTerm(value, { ...place, pointer: `${place.pointer}/${escapePointer(term)}` });
    if (cleaned !== undefined) result[term] = cleaned;
  }
  return result;
}

/** The value of a term as ajv shall have it; `undefined` for a term that is to be left out. */
type CleanTerm = (value: unknown, place: Place) => unknown;

const subschema: CleanTerm = (value, place) => clean(value, { ...place, depth: place.depth + 1 });

/** ajv says more about an additional member that may not be there at all than about one that fails a schema. */
const subschemaOrFlag: CleanTerm = (value, place) => (typeof value === "boolean" ? value : subschema(value, place));

const listOfSchemas: CleanTerm = (value, place) => {
  if (!Array.isArray(value) || value.length === 0) throw unusable(place, "must be an array of at least one schema");
  return value.map((item, index) => subschema(item, at(place, index)));
};

/** TD 1.1 lets the list be empty, and there are runtimes that always write one: it says nothing then. */
const alternatives: CleanTerm = (value, place) =>
  Array.isArray(value) && value.length === 0 ? undefined : listOfSchemas(value, place);

const schemaOrList: CleanTerm = (value, place) => {
  if (!Array.isArray(value)) return subschema(value, place);
  return value.map((item, index) => subschema(item, at(place, index)));
};

const mapOfSchemas: CleanTerm = (value, place) => {
  if (!isRecord(value)) throw unusable(place, "must be an object of schemas");
  const result = Object.create(null) as Record<string, unknown>;
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) result[name] = subschema(member, at(place, name));
  }
  return result;
};

const mapByPattern: CleanTerm = (value, place) => {
  const result = mapOfSchemas(value, place) as Record<string, unknown>;
  for (const name of Object.keys(result)) {
    if (regularExpression(name, at(place, name)) === undefined) delete result[name];
  }
  return result;
};

/** A pattern that cannot be tried in linear time is left out: no value made for it may hold up the process. */
const regularExpression: CleanTerm = (value, place) => {
  if (typeof value !== "string") throw unusable(place, "must be a string");
  try {
    compilePattern(value);
  } catch (error) {
    throw unusable(place, `is no regular expression: ${(error as SyntaxError).message}`);
  }
  return linearPattern(value) === undefined ? undefined : value;
};

const types: ReadonlySet<unknown> = new Set(["boolean", "integer", "number", "string", "object", "array", "null"]);

const dataType: CleanTerm = (value, place) => {
  const isUsable = Array.isArray(value) ? value.length > 0 && value.every((type) => types.has(type)) : types.has(value);
  if (!isUsable) throw unusable(place, `must be one of ${[...types].join(", ")}`);
  return value;
};

const anyValue: CleanTerm = (value) => value;

/** A term whose value has to pass `test`. */
const term =
  (test: (value: unknown) => boolean, wanted: string): CleanTerm =>
  (value, place) => {
    if (!test(value)) throw unusable(place, `must be ${wanted}`);
    return value;
  };

const number = term((value) => Number.isFinite(value), "a number");
const positive = term((value) => Number.isFinite(value) && (value as number) > 0, "a number over 0");
const size = term((value) => Number.isInteger(value) && (value as number) >= 0, "an integer of at least 0");
const flag = term((value) => typeof value === "boolean", "true or false");
const string = term((value) => typeof value === "string", "a string");
const values = term((value) => Array.isArray(value) && value.length > 0, "an array of at least one value");
const names = term(
  (value) => Array.isArray(value) && value.every((name) => typeof name === "string"),
  "an array of strings",
);

/** The terms that count: those of TD 1.1 §5.3.2, then those of JSON Schema draft-07 beyond it. */
const terms: ReadonlyMap<string, CleanTerm> = new Map<string, CleanTerm>([
  ["type", dataType],
  ["const", anyValue],
  ["enum", values],
  ["oneOf", alternatives],
  ["format", string],
  ["minimum", number],
  ["maximum", number],
  ["exclusiveMinimum", number],
  ["exclusiveMaximum", number],
  ["multipleOf", positive],
  ["minLength", size],
  ["maxLength", size],
  ["pattern", regularExpression],
  ["items", schemaOrList],
  ["minItems", size],
  ["maxItems", size],
  ["properties", mapOfSchemas],
  ["required", names],
  ["allOf", listOfSchemas],
  ["anyOf", listOfSchemas],
  ["not", subschema],
  ["if", subschema],
  ["then", subschema],
  ["else", subschema],
  ["additionalItems", subschemaOrFlag],
  ["contains", subschema],
  ["uniqueItems", flag],
  ["additionalProperties", subschemaOrFlag],
  ["patternProperties", mapByPattern],
  ["propertyNames", subschema],
  ["minProperties", size],
  ["maxProperties", size],
]);

const at = (place: Place, token: string | number): Place => ({
  ...place,
  pointer: `${place.pointer}/${escapePointer(String(token))}`,
});

const unusable = ({ pointer }: Place, what: string): ThingDescriptionError =>
  new ThingDescriptionError("WOT_TD_INVALID", `${pointer === "" ? "the data schema" : pointer} ${what}`, { pointer });

const tooMuch = ({ pointer }: Place, what: string): ThingDescriptionError =>
  new ThingDescriptionError("WOT_TD_LIMIT", `the data schema ${what}`, { pointer });
