import { any, boolean, double, instance, integer, string, stringOrStrings, texts, unsignedInt } from "./value-type.js";
import { family, term, vocabularyClass } from "./vocabulary-class.js";
import type { ClassOf, Term, ValueType } from "./vocabulary-types.js";

/** Only a Thing Model is one. */
export const namesThingModel = (type: unknown): boolean =>
  type === "tm:ThingModel" || (Array.isArray(type) && type.includes("tm:ThingModel"));

/** The terms that a Thing, its parts and a DataSchema have in common to be read by people. */
export const humanReadable = (owner: string): readonly Term[] => [
  term(owner, "@type", stringOrStrings, { isNarrower: namesThingModel }),
  term(owner, "title", string),
  term(owner, "titles", texts, { also: ["td-multi-languages_titles", "td-multi-languages"] }),
  term(owner, "description", string),
  term(owner, "descriptions", texts, { also: ["td-multi-languages_descriptions", "td-multi-languages"] }),
];

const typeNames = ["boolean", "integer", "number", "string", "object", "array", "null"];
/** Objects and arrays that are there twice are found by the W3C's schema. */
const hasContainers = (values: unknown): boolean =>
  Array.isArray(values) && values.some((each) => typeof each === "object" && each !== null);

const arrays = (name: string) => ({ also: [`td-data-schema-arrays_${name}`, "td-data-schema-arrays"] });

/** TD 1.1 §5.3.2: DataSchema and its subclasses. Any of them may stand in an object without a `type`. */
export const dataSchemaOf: ClassOf = (object) => (object.type === "integer" ? integerSchema : dataSchema);

const schemas: ValueType = { kind: "list", of: dataSchemaOf, least: 0, lone: false };

/** The terms of a DataSchema; those of numbers are of an IntegerSchema or a NumberSchema. */
export const schemaTerms = (numbers: "IntegerSchema" | "NumberSchema"): readonly Term[] => [
  ...humanReadable("DataSchema"),
  term("DataSchema", "const", any),
  term("DataSchema", "default", any),
  term("DataSchema", "unit", string),
  term("DataSchema", "oneOf", schemas, arrays("oneOf")),
  term("DataSchema", "enum", { kind: "values" }, { ...arrays("enum"), isNarrower: hasContainers }),
  term("DataSchema", "readOnly", boolean),
  term("DataSchema", "writeOnly", boolean),
  term("DataSchema", "format", string),
  term("DataSchema", "type", { kind: "word", words: typeNames, child: "td-vocab-type--DataSchema_" }),
  term(
    "ArraySchema",
    "items",
    { kind: "list", of: dataSchemaOf, least: 0, lone: true },
    { also: ["td-data-schema-objects-arrays"] },
  ),
  term("ArraySchema", "minItems", unsignedInt),
  term("ArraySchema", "maxItems", unsignedInt),
  ...["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"].map((name) =>
    term(numbers, name, numbers === "IntegerSchema" ? integer : double),
  ),
  term(numbers, "multipleOf", { kind: numbers === "IntegerSchema" ? "integer" : "double", above: 0 }),
  term(
    "ObjectSchema",
    "properties",
    {
      kind: "map",
      of: dataSchemaOf,
      least: 0,
      members: ["td-vocab-properties--ObjectSchema", "td-data-schema-objects"],
    },
    { also: ["td-data-schema-objects"] },
  ),
  term("ObjectSchema", "required", { kind: "strings", item: "string", least: 0, lone: false }, arrays("required")),
  term("StringSchema", "minLength", unsignedInt),
  term("StringSchema", "maxLength", unsignedInt),
  term("StringSchema", "pattern", string),
  term("StringSchema", "contentEncoding", string),
  term("StringSchema", "contentMediaType", string),
];

const named = family(
  "td-data-schema",
  "@type const contentEncoding contentMediaType maxLength minLength description descriptions enum format items maxItems minItems oneOf pattern properties readOnly required title titles type unit writeOnly".split(
    " ",
  ),
);
const numeric = new Set(["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"]);

/** The assertions that a DataSchema's term under another name breaks. */
export const misspeltSchemaTerm =
  (numbers: "IntegerSchema" | "NumberSchema") =>
  (name: string): readonly string[] =>
    numeric.has(name) ? [`td-data-schema_${name}-${numbers}`, "td-data-schema"] : named(name);

const dataSchema = vocabularyClass(schemaTerms("NumberSchema"), misspeltSchemaTerm("NumberSchema"));
const integerSchema = vocabularyClass(schemaTerms("IntegerSchema"), misspeltSchemaTerm("IntegerSchema"));

export const aDataSchema: ValueType = instance(dataSchemaOf);
