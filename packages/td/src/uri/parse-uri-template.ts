import { ThingDescriptionError } from "@thingwright/errors";
import { truncate } from "../truncate.js";
import { encodeReserved } from "./percent-encoding.js";

/** How an operator shapes an expansion (RFC 6570 appendix A). */
export interface ExpressionOperator {
  readonly first: string;
  readonly separator: string;
  /** Whether values come as `name=value`. */
  readonly named: boolean;
  /** What follows a name whose value is empty. */
  readonly ifEmpty: "" | "=";
  /** Whether reserved characters and percent-encoded triplets pass as they are. */
  readonly allowReserved: boolean;
}

export interface TemplateVariable {
  readonly name: string;
  readonly explode: boolean;
  /** Longest prefix of the value in characters. */
  readonly maxLength: number | undefined;
}

export interface TemplateExpression {
  readonly operator: ExpressionOperator;
  readonly variables: readonly TemplateVariable[];
}

/** Literal text, ready to be sent, or an expression. */
export type TemplatePart = string | TemplateExpression;

const simple: ExpressionOperator = { first: "", separator: ",", named: false, ifEmpty: "", allowReserved: false };

const operators: ReadonlyMap<string, ExpressionOperator> = new Map([
  ["+", { first: "", separator: ",", named: false, ifEmpty: "", allowReserved: true }],
  ["#", { first: "#", separator: ",", named: false, ifEmpty: "", allowReserved: true }],
  [".", { first: ".", separator: ".", named: false, ifEmpty: "", allowReserved: false }],
  ["/", { first: "/", separator: "/", named: false, ifEmpty: "", allowReserved: false }],
  [";", { first: ";", separator: ";", named: true, ifEmpty: "", allowReserved: false }],
  ["?", { first: "?", separator: "&", named: true, ifEmpty: "=", allowReserved: false }],
  ["&", { first: "&", separator: "&", named: true, ifEmpty: "=", allowReserved: false }],
]);

/**
 * The parts of `template` in order.
 *
 * @throws {ThingDescriptionError} WOT_URI_TEMPLATE
 * @see RFC 6570 §2
 */
export function parseUriTemplate(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  while (at < template.length) {
    const brace = nextBrace(template, at);
    if (brace > at) parts.push(encodeReserved(template.slice(at, brace)));
    if (brace === template.length) break;
    if (template[brace] === "}") throw malformed(template, brace, 'a "}" that closes nothing');
    const close = template.indexOf("}", brace);
    if (close === -1) throw malformed(template, brace, 'a "{" that is never closed');
    parts.push(parseExpression(template, brace + 1, close));
    at = close + 1;
  }
  return parts;
}

function nextBrace(template: string, from: number): number {
  for (let i = from; i < template.length; i++) if (template[i] === "{" || template[i] === "}") return i;
  return template.length;
}

function parseExpression(template: string, start: number, end: number): TemplateExpression {
  const operator = operators.get(template[start] ?? "");
  let at = operator === undefined ? start : start + 1;
  const variables: TemplateVariable[] = [];
  for (const specification of template.slice(at, end).split(",")) {
    variables.push(parseVariable(template, specification, at));
    at += specification.length + 1;
  }
  return { operator: operator ?? simple, variables };
}

function parseVariable(template: string, specification: string, at: number): TemplateVariable {
  const match = variablePattern.exec(specification);
  if (match === null) throw malformed(template, at, `${truncate(JSON.stringify(specification))}, which is no variable`);
  const [, name, modifier, maxLength] = match;
  return {
    name: name!,
    explode: modifier === "*",
    maxLength: maxLength === undefined ? undefined : Number(maxLength),
  };
}

/** RFC 6570 §2.3 and §2.4: a name, then nothing, `*`, or `:` and a number from 1 to 9999. */
const variablePattern = /^((?:\w|%[\dA-Fa-f]{2})+(?:\.(?:\w|%[\dA-Fa-f]{2})+)*)(\*|:([1-9]\d{0,3}))?$/;

function malformed(template: string, position: number, what: string): ThingDescriptionError {
  const shown = truncate(JSON.stringify(template));
  return new ThingDescriptionError(
    "WOT_URI_TEMPLATE",
    `the URI Template ${shown} has ${what}, at character ${position}`,
  );
}
