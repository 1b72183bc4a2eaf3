import { unconvertible } from "../mapping-error.js";

const maxDepth = 32;
const refusedNames = new Set(["__proto__", "constructor", "prototype"]);

/**
 * A copy of `value` that is JSON and nothing else.
 *
 * @throws {DataSchemaError} WOT_DATA_INVALID for functions, numbers that JSON has none of, and deep nesting
 */
export function plainValue(value: unknown, depth = 0): unknown {
  if (depth > maxDepth) throw unconvertible("the result is nested too deeply");
  if (value === undefined || value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item) => plainValue(item, depth + 1));
  if (typeof value !== "object") throw unconvertible(`the result is a ${typeof value}, not a JSON value`);
  if ("_jsonata_function" in value || "_jsonata_lambda" in value) throw unconvertible("the result is a function");
  return plainObject(value, depth);
}

function plainObject(value: object, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (refusedNames.has(name)) throw unconvertible(`the result has a member ${name}`);
    copy[name] = plainValue(member, depth + 1);
  }
  return copy;
}
