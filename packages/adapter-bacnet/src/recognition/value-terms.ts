import { unitConversion } from "@thingwright/mapping";
import type { DataSchema } from "@thingwright/td";
import { qudtUnit } from "../survey/engineering-unit.js";
import type { Point } from "../survey/survey.js";
import { statesTable } from "./state-names.js";

/** How the value of a point becomes one of the common API. */
export interface ValueTerms {
  readonly terms: Readonly<Record<string, unknown>>;
  /** What the affordance says differently for this point, as a merge patch. */
  readonly narrowed?: Readonly<Record<string, unknown>>;
}

/** Terms that make of the point's value one of `schema`; a reason, for a person, why none do. */
export function valueTerms(point: Point, schema: DataSchema): ValueTerms | string {
  switch (point.traits.kind) {
    case "analog":
      return isNumber(schema) ? unitTerms(point, schema.unit) : "it is a number, which is not what the model has there";
    case "binary":
      return schema.type === "boolean" ? { terms: {} } : "it is on or off, which is not what the model has there";
    case "text":
      return schema.type === "string" ? { terms: {} } : "it is a text, which is not what the model has there";
    case "multi-state":
      return stateTerms(point, schema);
  }
}

const isNumber = ({ type }: DataSchema): boolean => type === "number" || type === "integer";

function unitTerms({ units }: Point, wanted: string | undefined): ValueTerms | string {
  const unit = qudtUnit(units);
  if (unit === undefined || wanted === undefined || unit === wanted) return { terms: {} };
  if (unitConversion(unit, wanted) !== undefined) return { terms: { "map:unit": unit } };
  return `its unit ${unit} cannot be converted to ${wanted}`;
}

function stateTerms({ states }: Point, { enum: wanted = [] }: DataSchema): ValueTerms | string {
  const table = statesTable(states, wanted);
  if (table === undefined)
    return `its states (${states.join(", ").slice(0, 200)}) are not those of the model: give values`;
  return { terms: { "map:enum": table }, narrowed: { enum: [...new Set(Object.values(table))] } };
}
