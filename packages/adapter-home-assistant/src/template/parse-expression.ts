import type { BinaryOperator, TemplateExpression } from "./expression.js";
import { OperandParser } from "./operand-parser.js";
import type { Token } from "./token.js";
import { TokenReader } from "./token-reader.js";

/**
 * Reads the expression that `tokens` are, all of them.
 *
 * @throws {UnsupportedError} WOT_OPERATION for what is no expression
 * @see https://jinja.palletsprojects.com/en/stable/templates/#expressions
 */
export function parseExpression(tokens: readonly Token[]): TemplateExpression {
  const reader = new TokenReader(tokens);
  const expression = new ExpressionParser(reader).expression();
  reader.end();
  return expression;
}

/** Operators from the loosest to the tightest; comparison has a level of its own between `not` and these. */
const levels: readonly (readonly BinaryOperator[])[] = [["+", "-"], ["~"], ["*", "/", "//", "%"], ["**"]];
const comparisons: readonly string[] = ["==", "!=", "<", "<=", ">", ">="];

class ExpressionParser {
  readonly #tokens: TokenReader;
  readonly #operands: OperandParser;

  constructor(tokens: TokenReader) {
    this.#tokens = tokens;
    this.#operands = new OperandParser(tokens, () => this.expression());
  }

  expression(): TemplateExpression {
    return this.#tokens.nested(() => {
      let value = this.#or();
      while (this.#tokens.take("word", "if")) {
        const test = this.#or();
        const otherwise = this.#tokens.take("word", "else") ? this.expression() : undefined;
        value = { kind: "conditional", test, chosen: value, otherwise };
      }
      return value;
    });
  }

  #or(): TemplateExpression {
    let left = this.#and();
    while (this.#tokens.take("word", "or")) left = { kind: "binary", operator: "or", left, right: this.#and() };
    return left;
  }

  #and(): TemplateExpression {
    let left = this.#not();
    while (this.#tokens.take("word", "and")) left = { kind: "binary", operator: "and", left, right: this.#not() };
    return left;
  }

  #not(): TemplateExpression {
    return this.#tokens.take("word", "not")
      ? this.#tokens.nested(() => ({ kind: "not", of: this.#not() }) as const)
      : this.#comparison();
  }

  /** Of a chain such as `1 < x < 3` each link has to hold. */
  #comparison(): TemplateExpression {
    const first = this.#binary(0);
    const links: TemplateExpression[] = [];
    for (let left = first; ; ) {
      const operator = this.#comparator();
      if (operator === undefined) break;
      const right = this.#binary(0);
      const link = { kind: "binary", operator: operator === "not in" ? "in" : operator, left, right } as const;
      links.push(operator === "not in" ? { kind: "not", of: link } : link);
      left = right;
    }
    if (links.length === 0) return first;
    return links.reduce((left, right) => ({ kind: "binary", operator: "and", left, right }));
  }

  #comparator(): BinaryOperator | "not in" | undefined {
    const token = this.#tokens.peek();
    if (token?.kind === "sign" && comparisons.includes(token.text)) {
      this.#tokens.skip();
      return token.text as BinaryOperator;
    }
    if (this.#tokens.take("word", "in")) return "in";
    const next = this.#tokens.peek(1);
    if (!isWord(token, "not") || !isWord(next, "in")) return undefined;
    this.#tokens.skip(2);
    return "not in";
  }

  #binary(level: number): TemplateExpression {
    const operators = levels[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((each) => this.#tokens.take("sign", each));
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.#binary(level + 1) };
    }
  }

  /** A filter has what stands before it with its sign, and without what it is multiplied with. */
  #unary(): TemplateExpression {
    return this.#filters(this.#signed());
  }

  #signed(): TemplateExpression {
    if (this.#tokens.take("sign", "-"))
      return this.#tokens.nested(() => ({ kind: "minus", of: this.#signed() }) as const);
    if (this.#tokens.take("sign", "+")) return this.#tokens.nested(() => this.#signed());
    return this.#operands.operand();
  }

  #filters(of: TemplateExpression): TemplateExpression {
    let value = of;
    for (;;) {
      if (this.#tokens.take("sign", "|"))
        value = { kind: "filter", of: value, name: this.#tokens.name(), ...this.#operands.arguments() };
      else if (this.#tokens.take("word", "is")) value = this.#test(value);
      else return value;
    }
  }

  #test(of: TemplateExpression): TemplateExpression {
    const isNegated = this.#tokens.take("word", "not");
    const name = this.#tokens.name(true);
    const next = this.#tokens.peek();
    const hasBracket = next?.kind === "sign" && next.text === "(";
    const hasOperand = next?.kind === "text" || next?.kind === "number";
    const args = hasBracket ? this.#operands.arguments().args : hasOperand ? [this.#operands.operand()] : [];
    const test = { kind: "test", of, name, args } as const;
    return isNegated ? { kind: "not", of: test } : test;
  }
}

const isWord = (token: Token | undefined, text: string): boolean => token?.kind === "word" && token.text === text;
