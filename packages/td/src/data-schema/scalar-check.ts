import { describeViolation, type Violation } from "../json-schema/violation.js";
import { type Check, type DataFinding, noFindings } from "./data-finding.js";

/** The schema of a plain scalar: a type, and perhaps a range and a choice of values. */
interface ScalarSchema {
  readonly type: "boolean" | "integer" | "number" | "string" | "null";
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
}

/**
 * A check for `schema` without ajv, if it is that of a plain scalar: what most properties of devices are. Same findings in
 * the same order, no compilation, nothing allocated for a value that matches.
 */
export function scalarCheck(schema: Readonly<Record<string, unknown>>): Check | undefined {
  if (!isScalarSchema(schema)) return undefined;
  const violationOf = firstViolation(schema);
  return (value) => {
    const violation = violationOf(value);
    return violation === undefined ? noFindings : [violation];
  };
}

const scalarTypes: ReadonlySet<unknown> = new Set(["boolean", "integer", "number", "string", "null"]);
const scalarTerms: ReadonlySet<string> = new Set(["type", "minimum", "maximum", "enum"]);

function isScalarSchema(
  schema: Readonly<Record<string, unknown>>,
): schema is Readonly<Record<string, unknown>> & ScalarSchema {
  if (!scalarTypes.has(schema.type) || !Object.keys(schema).every((term) => scalarTerms.has(term))) return false;
  // Equality of objects is ajv's business.
  return schema.enum === undefined || (schema.enum as readonly unknown[]).every((value) => typeof value !== "object");
}

function firstViolation({
  type,
  minimum,
  maximum,
  enum: allowed,
}: ScalarSchema): (value: unknown) => DataFinding | undefined {
  const isOfType = typeTests[type];
  const isNumeric = type === "number" || type === "integer";
  const [least, most] = isNumeric ? [minimum ?? -Infinity, maximum ?? Infinity] : [-Infinity, Infinity];
  const choice = allowed === undefined ? undefined : new Set(allowed);
  return (value) => {
    if (!isOfType(value)) return finding("type", { type });
    if (isNumeric && (value as number) > most) return finding("maximum", { limit: most });
    if (isNumeric && (value as number) < least) return finding("minimum", { limit: least });
    if (choice !== undefined && !choice.has(value)) return finding("enum", { allowedValues: allowed });
    return undefined;
  };
}

const typeTests: Readonly<Record<ScalarSchema["type"], (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === "boolean",
  integer: (value) => Number.isInteger(value),
  number: (value) => Number.isFinite(value),
  string: (value) => typeof value === "string",
  null: (value) => value === null,
};

function finding(keyword: string, params: Violation["params"]): DataFinding {
  const violation: Violation = { instancePath: "", keyword, params, schemaPath: "" };
  return { pointer: "", message: describeViolation(violation, "the value"), keyword };
}
