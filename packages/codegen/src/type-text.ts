import { isRecord } from "@thingwright/td";
import { codegenLimits } from "./codegen-limits.js";
import { docComment } from "./doc-comment.js";
import { memberName } from "./names.js";

type Schema = Readonly<Record<string, unknown>>;

const scalars: ReadonlyMap<unknown, string> = new Map([
  ["boolean", "boolean"],
  ["integer", "number"],
  ["number", "number"],
  ["string", "string"],
  ["null", "null"],
]);

/**
 * The TypeScript type of the values of a DataSchema, as `ValueOf` of `@thingwright/td` infers it from a literal.
 *
 * @param indent - of the line that it begins in
 */
export function typeText(schema: unknown, indent: string, depth = 0): string {
  if (!isRecord(schema) || depth >= codegenLimits.maxDepth) return "unknown";
  if (Object.hasOwn(schema, "const")) return literalText(schema.const);
  if (Array.isArray(schema.enum)) return union(schema.enum.map(literalText));
  if (!Array.isArray(schema.oneOf)) return typedText(schema, indent, depth);
  const choices = union(schema.oneOf.map((choice) => typeText(choice, indent, depth + 1)));
  const own = typedText(schema, indent, depth);
  return own === "unknown" ? choices : `${own} & (${choices})`;
}

function typedText(schema: Schema, indent: string, depth: number): string {
  if (schema.type === "array") return arrayText(schema.items, indent, depth);
  if (schema.type === "object") return objectText(schema, indent, depth);
  return scalars.get(schema.type) ?? "unknown";
}

function arrayText(items: unknown, indent: string, depth: number): string {
  if (Array.isArray(items)) return `readonly [${items.map((item) => typeText(item, indent, depth + 1)).join(", ")}]`;
  const item = items === undefined ? "unknown" : typeText(items, indent, depth + 1);
  return / [|&] /.test(item) && !item.startsWith("{") ? `readonly (${item})[]` : `readonly ${item}[]`;
}

function objectText(schema: Schema, indent: string, depth: number): string {
  const properties = isRecord(schema.properties) ? Object.entries(schema.properties) : [];
  if (properties.length === 0) return "Readonly<Record<string, unknown>>";
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const inner = `${indent}  `;
  const members = properties.map(([name, member]) => {
    const comment = isRecord(member) ? docComment(member, inner) : "";
    return `${comment}${inner}readonly ${memberName(name)}${required.has(name) ? "" : "?"}: ${typeText(member, inner, depth + 1)};`;
  });
  return `{\n${members.join("\n")}\n${indent}}`;
}

const union = (types: readonly string[]): string => (types.length === 0 ? "never" : [...new Set(types)].join(" | "));

/** A JSON value as a type; what is nested is told by its kind only. */
function literalText(value: unknown): string {
  if (Array.isArray(value)) return "readonly unknown[]";
  if (isRecord(value)) return "Readonly<Record<string, unknown>>";
  return value === undefined ? "unknown" : JSON.stringify(value);
}
