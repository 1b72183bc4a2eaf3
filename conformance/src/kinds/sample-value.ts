import type { DataSchema } from "@thingwright/td";
import { mismatchOf } from "./schema-mismatch.js";

/** Deepest nesting of objects and arrays that a value is made for. */
const maxDepth = 4;

interface Terms {
  readonly const?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly DataSchema[];
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly items?: DataSchema | readonly DataSchema[];
  readonly properties?: Readonly<Record<string, DataSchema>>;
  readonly required?: readonly string[];
}

/** A modest value that matches `schema`; `undefined` when none is found. */
export function sampleValue(schema: DataSchema): unknown {
  const made = make(schema as Terms, 0);
  return made !== undefined && mismatchOf(schema, made).kind === "none" ? made : undefined;
}

function make(terms: Terms, depth: number): unknown {
  if (terms.const !== undefined) return terms.const;
  if (terms.default !== undefined) return terms.default;
  if (terms.enum !== undefined) return terms.enum[0];
  if (terms.oneOf?.[0] !== undefined && depth < maxDepth) return make(terms.oneOf[0] as Terms, depth + 1);
  if (depth === maxDepth) return undefined;
  switch (terms.type) {
    case "boolean":
      return false;
    case "null":
      return null;
    case "integer":
      return Math.ceil(terms.minimum ?? Math.min(0, terms.maximum ?? 0));
    case "number":
      return terms.minimum ?? Math.min(0, terms.maximum ?? 0);
    case "string":
      return "a".repeat(terms.minLength ?? 1);
    case "array":
      return itemsOf(terms, depth);
    case "object":
      return membersOf(terms, depth);
    default:
      return undefined;
  }
}

function itemsOf({ items = {}, minItems = 0 }: Terms, depth: number): unknown {
  const schemas = Array.isArray(items)
    ? (items as readonly DataSchema[])
    : Array<DataSchema>(minItems).fill(items as DataSchema);
  return schemas.map((each) => make(each as Terms, depth + 1));
}

function membersOf({ properties = {}, required = [] }: Terms, depth: number): unknown {
  return Object.fromEntries(
    required.map((name) => [name, Object.hasOwn(properties, name) ? make(properties[name] as Terms, depth + 1) : null]),
  );
}
