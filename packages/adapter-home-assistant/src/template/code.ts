import { templateError } from "./template-error.js";

/** A JSONata expression, and what is known of its value. */
export interface Code {
  readonly code: string;
  readonly type: "string" | "number" | "boolean" | "list" | "dict" | undefined;
}

export const code = (text: string, type?: Code["type"]): Code => ({ code: text, type });

/**
 * A constant.
 *
 * @throws {UnsupportedError} WOT_OPERATION for a text that programs would take for something else: no mapping may have it
 */
export function constant(value: string | number | boolean | null): Code {
  if (value === null) return code("null");
  if (refusedNames.has(value)) throw templateError(`no text may be "${value}"`);
  const type = typeof value as "string" | "number" | "boolean";
  return typeof value === "number" && value < 0 ? code(`(${value})`, type) : code(JSON.stringify(value), type);
}

/** Names of members, too, that no document may have. */
export const refusedNames: ReadonlySet<unknown> = new Set(["__proto__", "constructor", "prototype"]);

/** Functions that expressions may use beside JSONata's own; `whole` puts those in that are used. */
const ownFunctions = {
  // As Python writes it: what is not known is no text.
  str: '$x = true ? "True" : $x = false ? "False" : $x = null ? "None" : $exists($x) ? $string($x) : ""',
  num: '$type($x) = "string" ? $number($trim($x)) : $number($x)',
  isNum:
    '$type($x) = "number" or $type($x) = "boolean" or ($type($x) = "string" and $trim($x) != "" and ' +
    '$count($split($trim($x), "")[$not($contains("0123456789.+-eE", $))]) = 0)',
} as const;

/** What is read or written, as it came: the payload, or the value of the model. */
export const input = "$p";

/** A whole expression of `inner`, which may use {@link input} and the functions above. */
export function whole(inner: string): string {
  const used = Object.entries(ownFunctions).filter(([name]) => inner.includes(`$${name}(`));
  return `($p := $; ${used.map(([name, body]) => `$${name} := function($x) { ${body} }; `).join("")}${inner})`;
}

/** `value` as a text. */
export const textOf = (value: Code): Code =>
  value.type === "string"
    ? value
    : code(value.type === "number" ? `$string(${value.code})` : `$str(${value.code})`, "string");

/** `value` as a number; what is none makes the expression fail. */
export const numberOf = (value: Code): Code =>
  value.type === "number" ? value : code(`$num(${value.code})`, "number");
