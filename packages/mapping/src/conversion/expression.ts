import jsonata from "jsonata";
import { mappingError, unconvertible } from "../mapping-error.js";
import { bitOf } from "./bit.js";
import { hsOfXy, rgbOfXy, xyOfHs, xyOfRgb } from "./colour.js";
import { namesVariable, objectionTo } from "./expression-rules.js";
import { plainValue } from "./plain-value.js";

/** Limits of one JSONata expression. */
export interface ExpressionLimits {
  /** Longest expression. Default 2,000 characters. */
  readonly maxExpressionLength?: number;
  /** Most steps of one evaluation, each about one operator, name or call: the same on every machine. Default 10,000. */
  readonly maxEvaluationSteps?: number;
  /**
   * Longest time that one evaluation takes, with those that run beside it. A net below the steps: a busy machine must not
   * refuse values. Default 2,000 ms.
   */
  readonly evaluationTimeoutMs?: number;
  /** Deepest nesting of one evaluation. Default 100. */
  readonly maxEvaluationDepth?: number;
  /** Longest array that an evaluation makes. Default 10,000 items. */
  readonly maxSequenceLength?: number;
}

/** A compiled expression. */
export interface Expression {
  /** Resolves to a plain JSON value, or `undefined` when there is no result. */
  evaluate(input: unknown, bindings: Bindings): Promise<unknown>;
  /** Whether the result depends on the input alone, and on no binding. */
  readonly isOfInput: boolean;
}

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
  const tree = expression.ast();
  const objection = objectionTo(tree);
  if (objection !== undefined) throw mappingError(pointer, objection);
  for (const [name, { call, signature }] of ownFunctions) expression.registerFunction(name, call, signature);
  countSteps(expression, limits.maxEvaluationSteps ?? 10_000);
  return {
    isOfInput: !namesVariable(tree, bindingNames),
    async evaluate(input, bindings) {
      try {
        return plainValue(await expression.evaluate(input, bindings));
      } catch (error) {
        throw unconvertible(`the mapping's expression failed: ${messageOf(error)}`, error);
      }
    },
  };
}

/** What bindings may be called. */
const bindingNames: ReadonlySet<string> = new Set(["state", "model", "with"]);

/** JSONata calls what is bound to this before each node that it evaluates. */
const evaluateEntry = Symbol.for("jsonata.__evaluate_entry");

/** Ends an evaluation of `expression` after so many steps. Each evaluation has an environment of its own at its base. */
function countSteps(expression: jsonata.Expression, most: number): void {
  const steps = new WeakMap<object, number>();
  const count = (_: unknown, __: unknown, { base }: { readonly base: object }): void => {
    const taken = (steps.get(base) ?? 0) + 1;
    if (taken > most) throw new RangeError(`it takes more than ${most} steps`);
    steps.set(base, taken);
  };
  expression.assign(evaluateEntry as unknown as string, count);
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
      timeout: limits.evaluationTimeoutMs ?? 2000,
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
