import { unitSymbols } from "./unit-symbols.js";

type Schema = Readonly<Record<string, unknown>>;

/** A data schema of the common API in a few words, for a cell of a table. */
export function dataOf(schema: unknown): string {
  if (typeof schema !== "object" || schema === null) return "";
  const { type, oneOf, enum: values, items, properties, format } = schema as Schema;
  if (Array.isArray(oneOf)) return oneOf.map(dataOf).join(" or ");
  if (Array.isArray(values)) return values.map((value) => `\`${value}\``).join(", ");
  if (type === "array") return `list of ${dataOf(items)}`;
  if (type === "object") return membersOf(schema as Schema, properties as Schema);
  if (type === "number" || type === "integer") return `${type}${rangeOf(schema as Schema)}`;
  return typeof format === "string" ? format : String(type);
}

function membersOf({ required }: Schema, properties: Schema = {}): string {
  const needed = new Set(Array.isArray(required) ? required : []);
  const members = Object.entries(properties).map(
    ([name, member]) => `\`${name}\`${needed.has(name) ? "" : "?"}: ${dataOf(member)}`,
  );
  return `{ ${members.join("; ")} }`;
}

function rangeOf({ minimum, maximum, unit }: Schema): string {
  const symbol = unitSymbols.get(String(unit));
  const range = maximum === undefined ? (minimum === undefined ? "" : ` ≥ ${minimum}`) : ` ${minimum} – ${maximum}`;
  return `${range}${symbol === undefined || symbol === "" ? "" : ` ${symbol}`}`;
}
