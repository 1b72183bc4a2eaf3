import { aDataSchema, dataSchemaOf, humanReadable, misspeltSchemaTerm, schemaTerms } from "./data-schema.js";
import { forms } from "./hypermedia.js";
import { boolean } from "./value-type.js";
import { family, term, vocabularyClass } from "./vocabulary-class.js";
import type { ClassOf, Term, ValueType } from "./vocabulary-types.js";

/** A map of DataSchemas that URI Templates are expanded with. */
export const uriVariables = (owner: string): ValueType => ({
  kind: "map",
  of: dataSchemaOf,
  least: 0,
  members: ["td-uriVariables-dataschema", `td-vocab-uriVariables--${owner}`],
});

/** TD 1.1 §5.3.1.2: what all affordances have; `arrays` is the assertion about their Forms. */
const affordanceTerms = (arrays: string): readonly Term[] => [
  ...humanReadable("InteractionAffordance"),
  term("InteractionAffordance", "forms", forms, { also: [arrays], required: true }),
  term("InteractionAffordance", "uriVariables", uriVariables("InteractionAffordance"), {
    also: ["td-uriVariables-names"],
  }),
];

const propertyNames = family(
  "td-property-names",
  "@type const contentEncoding contentMediaType description descriptions enum exclusiveMaximum exclusiveMinimum forms format items maxItems maximum minItems minimum maxLength minLength multipleOf observable oneOf properties readOnly required title titles type unit uriVariables writeOnly".split(
    " ",
  ),
);

/** TD 1.1 §5.3.1.3: an InteractionAffordance and a DataSchema. */
function propertyClass(numbers: "IntegerSchema" | "NumberSchema") {
  const affordance = affordanceTerms("td-property-arrays");
  const schema = schemaTerms(numbers);
  const ofSchema = new Set(schema.map(({ name }) => name));
  const schemaName = misspeltSchemaTerm(numbers);
  return vocabularyClass([...schema, ...affordance, term("PropertyAffordance", "observable", boolean)], (name) =>
    ofSchema.has(name) ? [...propertyNames(name), ...schemaName(name)] : propertyNames(name),
  );
}
const property = propertyClass("NumberSchema");
const integerProperty = propertyClass("IntegerSchema");
export const propertyOf: ClassOf = (object) => (object.type === "integer" ? integerProperty : property);

const actionObjects = (name: string) => ({ also: [`td-action-objects_${name}`, "td-action-objects"] });

/** TD 1.1 §5.3.1.4 */
const action = vocabularyClass(
  [
    ...affordanceTerms("td-action-arrays"),
    term("ActionAffordance", "input", aDataSchema, actionObjects("input")),
    term("ActionAffordance", "output", aDataSchema, actionObjects("output")),
    term("ActionAffordance", "safe", boolean),
    term("ActionAffordance", "idempotent", boolean),
    term("ActionAffordance", "synchronous", boolean, { since: "1.1" }),
  ],
  family(
    "td-action-names",
    "idempotent forms descriptions description uriVariables @type input titles title safe output".split(" "),
  ),
);
export const actionOf: ClassOf = () => action;

const eventObjects = (name: string) => ({ also: [`td-event-objects_${name}`, "td-event-objects"] });

/** TD 1.1 §5.3.1.5 */
const event = vocabularyClass(
  [
    ...affordanceTerms("td-event-arrays"),
    term("EventAffordance", "subscription", aDataSchema, eventObjects("subscription")),
    term("EventAffordance", "data", aDataSchema, eventObjects("data")),
    term("EventAffordance", "dataResponse", aDataSchema, { ...eventObjects("dataResponse"), since: "1.1" }),
    term("EventAffordance", "cancellation", aDataSchema, eventObjects("cancellation")),
  ],
  family(
    "td-event-names",
    "@type cancellation data dataResponse description descriptions forms subscription title titles uriVariables".split(
      " ",
    ),
  ),
);
export const eventOf: ClassOf = () => event;
