import jsonata from "jsonata";
import { mappingError, unconvertible } from "../mapping-error.js";
import { bitOf } from "./bit.js";
import { hsOfXy, rgbOfXy, xyOfHs, xyOfRgb } from "./colour.js";
import { objectionTo } from "./expression-rules.js";
import { plainValue } from "./plain-value.js";

/** Limits of one JSONata expression. */
export interface ExpressionLimits {
  /** Longest expression. Default 2,000 characters. */
  readonly maxExpressionLength?: number;
  /** Longest run of one evaluation, which the process spends on nothing else. Default 50 ms. */
  readonly evaluationTimeoutMs?: number;
  /** Deepest nesting of one evaluation. Default 100. */
  readonly maxEvaluationDepth?: number;
  /** Longest array that an evaluation makes. Default 10,000 items. */
  readonly maxSequenceLength?: number;
}

/** A compiled expression. Resolves to a plain JSON value, or `undefined` when there is no result. */
export type Expression = (input: unknown, bindings: Bindings) => Promise<unknown>;

/** Variables of an evaluation, by name without `$`. */
export type Bindings = Readonly<Record<string, unknown>>;

/**
 * Compiles a JSONata expression. Besides JSONata's own functions there are `$bit(number, position)` and those of colours;
 * functions whose result depends on more than their arguments, regular expressions and `$eval` are refused (README.md).
 *
 * @throws {ThingDescriptionError} WOT_MAPPING at `pointer`; the expression itself rejects with DataSchemaError
 */
export function compileExpression(source: string, pointer: string, limits: ExpressionLimits = {}): Expression {
  const { maxExpressionLength = 2000 } = limits;
  if (source.length > maxExpressionLength) {
    throw mappingError(pointer, `the expression has more than ${maxExpressionLength} characters`);
  }
  const expression = parse(source, pointer, limits);
  const objection = objectionTo(expression.ast());
  if (objection !== undefined) throw mappingError(pointer, objection);
  for (const [name, { call, signature }] of ownFunctions) expression.registerFunction(name, call, signature);
  return async (input, bindings) => {
    try {
      return plainValue(await expression.evaluate(input, bindings));
    } catch (error) {
      throw unconvertible(`the mapping's expression failed: ${messageOf(error)}`, error);
    }
  };
}

interface OwnFunction {
  readonly call: Parameters<jsonata.Expression["registerFunction"]>[1];
  /** Of the arguments and the result, as JSONata writes it. */
  readonly signature: string;
}

const ownFunctions: ReadonlyMap<string, OwnFunction> = new Map<string, OwnFunction>([
  ["bit", { call: (value: unknown, position: number) => bitOf(value, position), signature: "<xn:b>" }],
  ["xyOfRgb", { call: xyOfRgb, signature: "<a<n>:o>" }],
  ["rgbOfXy", { call: rgbOfXy, signature: "<o:a<n>>" }],
  ["xyOfHs", { call: xyOfHs, signature: "<a<n>:o>" }],
  ["hsOfXy", { call: hsOfXy, signature: "<o:a<n>>" }],
]);

function parse(source: string, pointer: string, limits: ExpressionLimits): jsonata.Expression {
  try {
    return jsonata(source, {
      timeout: limits.evaluationTimeoutMs ?? 50,
      stack: limits.maxEvaluationDepth ?? 100,
      sequence: limits.maxSequenceLength ?? 10_000,
    });
  } catch (error) {
    throw mappingError(pointer, `not a JSONata expression: ${messageOf(error)}`, error);
  }
}

/** JSONata throws objects that are no `Error`. */
function messageOf(error: unknown): string {
  const hasMessage = typeof error === "object" && error !== null && "message" in error;
  return hasMessage && typeof error.message === "string" ? error.message : String(error);
}
