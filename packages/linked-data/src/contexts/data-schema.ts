import { humanReadable } from "./human-readable.js";
import { own, type Term, type Vocabulary } from "./vocabulary.js";

/** Names of the JSON types as classes (TD 1.1 §5.3.2). */
const types: readonly Term[] = ["object", "array", "boolean", "string", "number", "integer", "null"].map((name) => [
  name,
  `jsonschema:${name.charAt(0).toUpperCase()}${name.slice(1)}Schema`,
]);

const members = (index: string, scope?: Vocabulary): Term => [
  "properties",
  "jsonschema:properties",
  { container: "@index", index, ...(scope && { scope }) },
];

const dataSchemaWith = (properties: Term): Vocabulary => ({
  prefixes: ["td", "jsonschema", "wotsec", "hctl", "dct", "schema", "rdf"],
  vocab: "jsonschema",
  terms: [
    ...own("jsonschema", "DataSchema readOnly writeOnly const default format propertyName"),
    ...own("jsonschema", "maximum exclusiveMaximum minimum exclusiveMinimum multipleOf maxItems minItems"),
    ...own("jsonschema", "minLength maxLength pattern contentEncoding contentMediaType"),
    ...own("jsonschema", "items", { type: "@id" }),
    ...own("jsonschema", "required enum oneOf allOf anyOf", { container: "@set" }),
    ["type", "@type"],
    ["unit", "schema:unitCode", { type: "@vocab" }],
    properties,
    ...types,
    ...humanReadable,
  ],
});

/** Below `input`, `output`, `subscription`, `data`, `dataResponse` and `cancellation`. */
export const dataSchema = dataSchemaWith(members("propertyName"));

/**
 * Below `properties` of a Thing, where an affordance is a DataSchema too. The first level of nested members has its
 * names in `name`, deeper ones in `propertyName`.
 */
export const propertyAffordance = dataSchemaWith(members("name", { prefixes: [], terms: [members("propertyName")] }));
