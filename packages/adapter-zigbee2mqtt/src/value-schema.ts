import { qudtUnitOf } from "@thingwright/mapping";
import type { DataSchema } from "@thingwright/td";
import type { Expose } from "./exposes.js";

/**
 * A value as the device takes it: with limits, and with all that it may be.
 *
 * Lists and composites say what is in them, but nothing that is required: devices leave out what does not change.
 */
export function takenSchema(expose: Expose): DataSchema {
  const { type, value_min: minimum, value_max: maximum, values, features, item_type: item } = expose;
  switch (type) {
    case "binary":
      return scalars([expose.value_on, expose.value_off]);
    case "numeric":
      return {
        type: "number",
        ...unitOf(expose),
        ...(minimum !== undefined && { minimum }),
        ...(maximum !== undefined && (minimum === undefined || maximum >= minimum) && { maximum }),
      };
    case "enum":
      return scalars(values ?? []);
    case "text":
      return { type: "string" };
    case "list":
      return { type: "array", ...(item !== undefined && { items: takenSchema(item) }) };
    case "composite":
      return { type: "object", properties: Object.fromEntries((features ?? []).flatMap(memberOf)) };
    default:
      return {};
  }
}

/**
 * A value as the device gives it: anything, as one that is not known yet is `null`, and a member that is not as it should
 * be must not take the others with it. The mapping holds each against the model.
 */
export const givenSchema = (expose: Expose): DataSchema => ({ ...describedBy(expose), ...unitOf(expose) });

/** Values of one type have it, as far as TD 1.1 has a name for it. */
function scalars(values: readonly unknown[]): DataSchema {
  const distinct = [...new Set(values.filter((value) => value !== undefined))];
  if (distinct.length === 0) return {};
  const types = new Set(distinct.map((value) => typeof value));
  if (types.size === 1 && types.has("boolean")) return { type: "boolean" };
  if (types.size === 1 && types.has("string")) return { type: "string", enum: distinct };
  if (types.size === 1 && types.has("number")) return { type: "number", enum: distinct };
  return { enum: distinct };
}

function memberOf(feature: Expose): readonly (readonly [string, DataSchema])[] {
  const name = feature.property ?? feature.name;
  return name === undefined || name === "" ? [] : [[name, { ...describedBy(feature), ...takenSchema(feature) }]];
}

const unitOf = ({ unit }: Expose): { readonly unit?: string } => {
  const known = qudtUnitOf(unit) ?? unit;
  return known === undefined ? {} : { unit: known };
};

/** Title and description, where there are any. */
export function describedBy({ label, name, description }: Expose): {
  readonly title?: string;
  readonly description?: string;
} {
  const title = label ?? name;
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && description !== "" && { description }),
  };
}
