import { expandExpression } from "./expand-expression.js";
import { parseUriTemplate, type TemplatePart } from "./parse-uri-template.js";

/** A URI Template (RFC 6570, level 4), parsed once. */
export interface UriTemplate {
  readonly template: string;
  /** Names of its variables, each once, in order of appearance. */
  readonly variables: readonly string[];
  /**
   * The URI for `values`. A variable without a value, or with `undefined`, `null`, `[]` or `{}`, is left out
   * (RFC 6570 §2.3). Strings, numbers, booleans, lists of them and flat objects of them have an expansion.
   *
   * @throws {DataSchemaError} WOT_DATA_INVALID for any other value, and for `{x:3}` with a list or an object
   */
  expand(values: Readonly<Record<string, unknown>>): string;
}

/**
 * Parses `template` into parts that expand without being looked at again; one without variables is a constant.
 *
 * Characters outside expressions that no URI may contain are percent-encoded, where RFC 6570 §2.1 would have them
 * refused: devices describe themselves with spaces in an `href`.
 *
 * @throws {ThingDescriptionError} WOT_URI_TEMPLATE on a malformed expression or an unbalanced brace; says at which character
 * @see RFC 6570
 */
export function compileUriTemplate(template: string): UriTemplate {
  const parts = parseUriTemplate(template);
  const variables = [...new Set(parts.flatMap(namesOf))];
  const constant = variables.length === 0 ? parts.map((part) => expandPart(part, {})).join("") : undefined;
  return {
    template,
    variables,
    expand: constant === undefined ? (values) => expandAll(parts, values) : () => constant,
  };
}

function namesOf(part: TemplatePart): readonly string[] {
  return typeof part === "string" ? [] : part.variables.map((variable) => variable.name);
}

function expandAll(parts: readonly TemplatePart[], values: Readonly<Record<string, unknown>>): string {
  let uri = "";
  for (const part of parts) uri += expandPart(part, values);
  return uri;
}

function expandPart(part: TemplatePart, values: Readonly<Record<string, unknown>>): string {
  return typeof part === "string" ? part : expandExpression(part, values);
}
