import type { DataSchema, ObjectSchema } from "@thingwright/td";

/** Makes of a value what may be sent of it; of what does not fit the schema, the value itself: validation tells. */
export type DescribedPart = (value: unknown) => unknown;

const whole: DescribedPart = (value) => value;

/**
 * What `schema` describes of a value: objects lose the members that it does not have, wherever it lists members
 * (`client-data-schema-no-extras`). A schema that leaves open what is in an object, or that says it by other means than
 * `properties`, describes all of it.
 */
export function describedPart(schema: DataSchema | undefined): DescribedPart {
  if (schema === undefined || isOpen(schema)) return whole;
  if (schema.type === "object" && schema.properties !== undefined) return membersOf(schema);
  if (schema.type === "array" && schema.items !== undefined) return itemsOf(schema.items);
  return whole;
}

/** Terms of JSON Schema beside those of TD 1.1, and alternatives, that may describe further members. */
const opening = [
  ...[
    "enum",
    "const",
    "oneOf",
    "anyOf",
    "allOf",
    "not",
    "if",
    "then",
    "else",
    "$ref",
    "patternProperties",
    "additionalProperties",
  ],
  ...["unevaluatedProperties", "dependentSchemas", "propertyNames", "prefixItems", "additionalItems"],
];

const isOpen = (schema: DataSchema): boolean => opening.some((term) => Object.hasOwn(schema, term));

function membersOf({ properties = {}, required = [] }: ObjectSchema): DescribedPart {
  const named = Object.entries(properties).map(([name, schema]) => [name, describedPart(schema)] as const);
  if (named.length === 0) return whole;
  // What must be there is described, if only by its name.
  const parts = new Map([...required.map((name) => [name, whole] as const), ...named]);
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const described = Object.entries(value).flatMap(([name, member]) => {
      const part = parts.get(name);
      return part === undefined ? [] : [[name, part(member)] as const];
    });
    return Object.fromEntries(described);
  };
}

function itemsOf(items: DataSchema | readonly DataSchema[]): DescribedPart {
  const parts = [items].flat().map((item) => describedPart(item as DataSchema));
  if (parts.every((part) => part === whole)) return whole;
  const isTuple = Array.isArray(items);
  return (value) => {
    if (!Array.isArray(value)) return value;
    return value.map((item: unknown, index) => (isTuple ? (parts[index] ?? whole) : parts[0]!)(item));
  };
}
