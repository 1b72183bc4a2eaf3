import type { DataSchema } from "@thingwright/td";
import { spoken } from "../spoken-name.js";
import type { Constraint, ValueModel } from "./library.js";

/** Whether a value is one that a node gives, or one that it takes: of the latter the limits are said too. */
export type Direction = "given" | "taken";

/** Deepest nesting that a schema describes. */
const maxDepth = 5;

/** The DataSchema of a value as JSON has it. */
export function dataSchemaOf(
  model: ValueModel,
  direction: Direction,
  depth = 0,
  constraint = model.effectiveConstraint,
): DataSchema {
  if (depth > maxDepth) return {};
  const schema = schemaOf(model, direction, depth, constraint);
  return model.effectiveQuality.nullable === true ? { oneOf: [schema, { type: "null" }] } : schema;
}

/** Of an attribute: a limit that is the value of another attribute is what that is now. */
export function attributeSchema(
  model: ValueModel,
  direction: Direction,
  state: Readonly<Record<string, unknown>>,
): DataSchema {
  const { min, max, ...others } = model.effectiveConstraint;
  const now = (limit: unknown): unknown => {
    const { name } = (typeof limit === "object" && limit !== null ? limit : {}) as { readonly name?: unknown };
    return typeof name === "string" ? state[name] : limit;
  };
  return dataSchemaOf(model, direction, 0, { ...others, min: now(min), max: now(max) });
}

function schemaOf(model: ValueModel, direction: Direction, depth: number, constraint: Constraint): DataSchema {
  switch (model.effectiveMetatype) {
    case "boolean":
      return { type: "boolean" };
    case "integer":
      return integerSchema(model, direction, constraint);
    case "float":
      return { type: "number" };
    case "enum":
      return enumSchema(model, direction);
    case "bitmap":
      return { type: "object", properties: named(model.members, bitSchema) };
    case "bytes":
      return { type: "string", contentEncoding: "base64" };
    case "string":
      return { type: "string", ...(direction === "taken" && lengthsOf(constraint)) };
    case "array":
      return { type: "array", ...(model.listEntry && { items: dataSchemaOf(model.listEntry, direction, depth + 1) }) };
    case "object":
      return {
        type: "object",
        properties: named(model.members, (member) => dataSchemaOf(member, direction, depth + 1)),
      };
    default:
      return {};
  }
}

/** Fields of a command or event; `undefined` when there are none. */
export function fieldsSchema(model: ValueModel, direction: Direction): DataSchema | undefined {
  const fields = [...model.conformant.fields];
  if (fields.length === 0) return undefined;
  return { type: "object", properties: named(fields, (field) => dataSchemaOf(field, direction, 1)) };
}

const named = (models: Iterable<ValueModel>, schema: (model: ValueModel) => DataSchema): Record<string, DataSchema> =>
  Object.fromEntries([...models].map((model) => [model.propertyName, schema(model)]));

/** A number of 64 bits is a decimal string where JSON has none that is as exact. */
function integerSchema(model: ValueModel, direction: Direction, { min, max }: Constraint): DataSchema {
  const base = model.primitiveBase?.name ?? "";
  const bits = Number(/^u?int(\d+)$/.exec(base)?.[1] ?? Number.NaN);
  if (bits > 53) return { oneOf: [{ type: "integer" }, { type: "string", pattern: "^-?[0-9]+$" }] };
  if (direction === "given" || Number.isNaN(bits)) return { type: "integer" };
  const [least, most] = base.startsWith("u") ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  return { type: "integer", minimum: numberOr(min, least), maximum: numberOr(max, most) };
}

/** Lengths of a text: one that it has to have, or limits. */
function lengthsOf({ value, min, max }: Constraint): object {
  const [least, most] = [value ?? min, value ?? max];
  return {
    ...(typeof least === "number" && { minLength: least }),
    ...(typeof most === "number" && { maxLength: most }),
  };
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);

/** A node may give values that are younger than these names. */
function enumSchema(model: ValueModel, direction: Direction): DataSchema {
  const values = [...model.members].flatMap(({ id, name }) =>
    id === undefined ? [] : [{ const: id, title: spoken(name) }],
  );
  if (values.length === 0) return { type: "integer" };
  if (direction === "taken") return { type: "integer", oneOf: values } as DataSchema;
  return { type: "integer", description: values.map((value) => `${value.const}: ${value.title}`).join(", ") };
}

const bitSchema = ({ constraint }: ValueModel): DataSchema =>
  typeof constraint.value === "number" ? { type: "boolean" } : { type: "integer", minimum: 0 };
