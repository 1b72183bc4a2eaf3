import type { BinaryOperator, TemplateExpression } from "./expression.js";
import { templateError } from "./template-error.js";
import { templateLimits } from "./template-limits.js";
import type { Token } from "./token.js";

/**
 * Reads the expression that `tokens` are, all of them.
 *
 * @throws {UnsupportedError} WOT_OPERATION for what is no expression
 * @see https://jinja.palletsprojects.com/en/stable/templates/#expressions
 */
export function parseExpression(tokens: readonly Token[]): TemplateExpression {
  const parser = new ExpressionParser(tokens);
  const expression = parser.expression();
  parser.end();
  return expression;
}

/** Operators from the loosest to the tightest; comparison has a level of its own between `not` and these. */
const levels: readonly (readonly BinaryOperator[])[] = [["+", "-"], ["~"], ["*", "/", "//", "%"], ["**"]];
const comparisons: readonly string[] = ["==", "!=", "<", "<=", ">", ">="];
const constants: Readonly<Record<string, boolean | null>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
};
const reserved: ReadonlySet<string> = new Set(["and", "or", "not", "in", "is", "if", "else", "elif", "for"]);

class ExpressionParser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  end(): void {
    const next = this.#tokens[this.#at];
    if (next !== undefined) throw templateError(`"${shown(next)}" is not expected there`);
  }

  expression(): TemplateExpression {
    return this.#nested(() => {
      let value = this.#or();
      while (this.#take("word", "if")) {
        const test = this.#or();
        const otherwise = this.#take("word", "else") ? this.expression() : undefined;
        value = { kind: "conditional", test, chosen: value, otherwise };
      }
      return value;
    });
  }

  #or(): TemplateExpression {
    let left = this.#and();
    while (this.#take("word", "or")) left = { kind: "binary", operator: "or", left, right: this.#and() };
    return left;
  }

  #and(): TemplateExpression {
    let left = this.#not();
    while (this.#take("word", "and")) left = { kind: "binary", operator: "and", left, right: this.#not() };
    return left;
  }

  #not(): TemplateExpression {
    return this.#take("word", "not")
      ? this.#nested(() => ({ kind: "not", of: this.#not() }) as const)
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
    const token = this.#tokens[this.#at];
    if (token?.kind === "sign" && comparisons.includes(token.text)) {
      this.#at += 1;
      return token.text as BinaryOperator;
    }
    if (this.#take("word", "in")) return "in";
    const next = this.#tokens[this.#at + 1];
    if (!isWord(token, "not") || !isWord(next, "in")) return undefined;
    this.#at += 2;
    return "not in";
  }

  #binary(level: number): TemplateExpression {
    const operators = levels[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((each) => this.#take("sign", each));
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.#binary(level + 1) };
    }
  }

  /** A filter has what stands before it with its sign, and without what it is multiplied with. */
  #unary(): TemplateExpression {
    return this.#filters(this.#signed());
  }

  #signed(): TemplateExpression {
    if (this.#take("sign", "-")) return this.#nested(() => ({ kind: "minus", of: this.#signed() }) as const);
    if (this.#take("sign", "+")) return this.#nested(() => this.#signed());
    return this.#postfix(this.#primary());
  }

  #filters(of: TemplateExpression): TemplateExpression {
    let value = of;
    for (;;) {
      if (this.#take("sign", "|")) value = { kind: "filter", of: value, name: this.#name(), ...this.#arguments() };
      else if (this.#take("word", "is")) value = this.#test(value);
      else return value;
    }
  }

  #test(of: TemplateExpression): TemplateExpression {
    const isNegated = this.#take("word", "not");
    const name = this.#name(true);
    const next = this.#tokens[this.#at];
    const hasBracket = next?.kind === "sign" && next.text === "(";
    const hasOperand = next?.kind === "text" || next?.kind === "number";
    const args = hasBracket ? this.#arguments().args : hasOperand ? [this.#postfix(this.#primary())] : [];
    const test = { kind: "test", of, name, args } as const;
    return isNegated ? { kind: "not", of: test } : test;
  }

  #postfix(of: TemplateExpression): TemplateExpression {
    let value = of;
    for (;;) {
      if (this.#take("sign", ".")) value = this.#attribute(value);
      else if (this.#take("sign", "[")) {
        value = { kind: "member", of: value, key: this.expression() };
        this.#expect("]");
      } else return value;
    }
  }

  #attribute(of: TemplateExpression): TemplateExpression {
    const token = this.#tokens[this.#at];
    if (token?.kind === "number") {
      this.#at += 1;
      return { kind: "member", of, key: { kind: "literal", value: token.value } };
    }
    const name = this.#name(true);
    const next = this.#tokens[this.#at];
    return next?.kind === "sign" && next.text === "("
      ? { kind: "call", of, name, ...this.#arguments() }
      : { kind: "member", of, key: { kind: "literal", value: name } };
  }

  #primary(): TemplateExpression {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token === undefined) throw templateError("an expression in it ends too early");
    if (token.kind === "text") return { kind: "literal", value: token.value + this.#adjacentTexts() };
    if (token.kind === "number") return { kind: "literal", value: token.value };
    if (token.kind === "word") return this.#named(token.text);
    if (token.text === "(") return this.#bracketed();
    if (token.text === "[") return { kind: "list", items: this.#items("]") };
    if (token.text === "{") return { kind: "dict", entries: this.#entries() };
    throw templateError(`"${token.text}" is not expected there`);
  }

  #adjacentTexts(): string {
    let all = "";
    for (let next = this.#tokens[this.#at]; next?.kind === "text"; next = this.#tokens[++this.#at]) all += next.value;
    return all;
  }

  #named(name: string): TemplateExpression {
    if (Object.hasOwn(constants, name)) return { kind: "literal", value: constants[name]! };
    if (reserved.has(name)) throw templateError(`"${name}" is not expected there`);
    const next = this.#tokens[this.#at];
    return next?.kind === "sign" && next.text === "("
      ? { kind: "call", of: undefined, name, ...this.#arguments() }
      : { kind: "name", name };
  }

  /** A tuple is a list. */
  #bracketed(): TemplateExpression {
    const first = this.expression();
    if (this.#take("sign", ")")) return first;
    this.#expect(",");
    return { kind: "list", items: [first, ...this.#items(")")] };
  }

  #items(end: string): readonly TemplateExpression[] {
    const items: TemplateExpression[] = [];
    while (!this.#take("sign", end)) {
      items.push(this.expression());
      if (!this.#take("sign", ",")) {
        this.#expect(end);
        break;
      }
    }
    return items;
  }

  #entries(): readonly (readonly [TemplateExpression, TemplateExpression])[] {
    const entries: (readonly [TemplateExpression, TemplateExpression])[] = [];
    while (!this.#take("sign", "}")) {
      const key = this.expression();
      this.#expect(":");
      entries.push([key, this.expression()]);
      if (!this.#take("sign", ",")) {
        this.#expect("}");
        break;
      }
    }
    return entries;
  }

  #arguments(): { args: readonly TemplateExpression[]; named: Readonly<Record<string, TemplateExpression>> } {
    const args: TemplateExpression[] = [];
    const named: Record<string, TemplateExpression> = {};
    if (!this.#take("sign", "(")) return { args, named };
    while (!this.#take("sign", ")")) {
      const [name, sign] = [this.#tokens[this.#at], this.#tokens[this.#at + 1]];
      if (name?.kind === "word" && sign?.kind === "sign" && sign.text === "=") {
        this.#at += 2;
        named[name.text] = this.expression();
      } else args.push(this.expression());
      if (!this.#take("sign", ",")) {
        this.#expect(")");
        break;
      }
    }
    return { args, named };
  }

  #name(mayBeReserved = false): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "word" || (!mayBeReserved && reserved.has(token.text)))
      throw templateError("a name is missing");
    this.#at += 1;
    return token.text;
  }

  #take(kind: "word" | "sign", text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take("sign", sign)) throw templateError(`a "${sign}" is missing`);
  }

  #nested<T>(read: () => T): T {
    const { maxTemplateDepth } = templateLimits;
    this.#depth += 1;
    if (this.#depth > maxTemplateDepth) throw templateError(`it is deeper than maxTemplateDepth (${maxTemplateDepth})`);
    const value = read();
    this.#depth -= 1;
    return value;
  }
}

const isWord = (token: Token | undefined, text: string): boolean => token?.kind === "word" && token.text === text;

const shown = (token: Token): string => ("text" in token ? token.text : String(token.value));
