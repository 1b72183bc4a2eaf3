import { DataSchemaError } from "@thingwright/errors";
import { escapePointer } from "../json-pointer.js";
import type { ExpressionOperator, TemplateExpression, TemplateVariable } from "./parse-uri-template.js";
import { encodeReserved, encodeUnreserved } from "./percent-encoding.js";

/**
 * The text of one expression; empty when none of its variables has a value.
 *
 * @throws {DataSchemaError} WOT_DATA_INVALID
 * @see RFC 6570 §3.2.1
 */
export function expandExpression(expression: TemplateExpression, values: Readonly<Record<string, unknown>>): string {
  const { operator, variables } = expression;
  let text = "";
  let isFirst = true;
  for (const variable of variables) {
    const value = Object.hasOwn(values, variable.name) ? values[variable.name] : undefined;
    const expansion = expandVariable(operator, variable, value);
    if (expansion === undefined) continue;
    text += (isFirst ? operator.first : operator.separator) + expansion;
    isFirst = false;
  }
  return text;
}

function expandVariable(operator: ExpressionOperator, variable: TemplateVariable, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object")
    return expandScalar(operator, variable, textOf(value, `/${escapePointer(variable.name)}`));
  const pairs = Array.isArray(value) ? itemsOf(variable.name, value) : membersOf(variable.name, value);
  if (pairs.length === 0) return undefined;
  if (variable.maxLength !== undefined) {
    throw unusable(`/${escapePointer(variable.name)}`, "a list or an object has no prefix, so {x:n} cannot take it");
  }
  return variable.explode ? explode(operator, variable, pairs) : join(operator, variable, pairs);
}

function expandScalar(operator: ExpressionOperator, variable: TemplateVariable, value: string): string {
  const text = encode(operator, prefixOf(value, variable.maxLength));
  return operator.named ? named(operator, variable.name, text) : text;
}

/** A key and a value of an object; an item of a list has no key. */
type Pair = readonly [key: string | undefined, value: string];

function explode(operator: ExpressionOperator, variable: TemplateVariable, pairs: readonly Pair[]): string {
  return pairs
    .map(([key, value]) => {
      const text = encode(operator, value);
      if (operator.named) return named(operator, key === undefined ? variable.name : encode(operator, key), text);
      return key === undefined ? text : `${encode(operator, key)}=${text}`;
    })
    .join(operator.separator);
}

function join(operator: ExpressionOperator, variable: TemplateVariable, pairs: readonly Pair[]): string {
  const text = pairs
    .flatMap(([key, value]) => (key === undefined ? [value] : [key, value]))
    .map((item) => encode(operator, item))
    .join(",");
  return operator.named ? named(operator, variable.name, text) : text;
}

const named = (operator: ExpressionOperator, name: string, text: string): string =>
  text === "" ? name + operator.ifEmpty : `${name}=${text}`;

const encode = (operator: ExpressionOperator, text: string): string =>
  operator.allowReserved ? encodeReserved(text) : encodeUnreserved(text);

/** The first `maxLength` characters, counted as code points (RFC 6570 §2.4.1). */
function prefixOf(text: string, maxLength: number | undefined): string {
  if (maxLength === undefined || text.length <= maxLength) return text;
  return Array.from(text.slice(0, 2 * maxLength))
    .slice(0, maxLength)
    .join("");
}

function itemsOf(name: string, list: readonly unknown[]): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const [index, item] of list.entries()) {
    if (item !== undefined && item !== null) pairs.push([undefined, textOf(item, `/${escapePointer(name)}/${index}`)]);
  }
  return pairs;
}

function membersOf(name: string, object: object): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const [key, member] of Object.entries(object)) {
    if (member === undefined || member === null) continue;
    pairs.push([key, textOf(member, `/${escapePointer(name)}/${escapePointer(key)}`)]);
  }
  return pairs;
}

function textOf(value: unknown, pointer: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  throw unusable(pointer, `a value of the type ${typeof value} cannot stand in a URI`);
}

const unusable = (pointer: string, why: string): DataSchemaError =>
  new DataSchemaError("WOT_DATA_INVALID", `${pointer}: ${why}`, { pointer });
