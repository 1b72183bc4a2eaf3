import type { TemplateExpression } from "./expression.js";
import { templateError } from "./template-error.js";
import { reservedWords, type TokenReader } from "./token-reader.js";

const constants: Readonly<Record<string, boolean | null>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
};

/** Reads what operators stand between: literals, names, lists, tables, and members and calls of them. */
export class OperandParser {
  readonly #tokens: TokenReader;
  readonly #expression: () => TemplateExpression;

  /** @param expression - reads a whole expression, inside of brackets */
  constructor(tokens: TokenReader, expression: () => TemplateExpression) {
    this.#tokens = tokens;
    this.#expression = expression;
  }

  operand(): TemplateExpression {
    return this.#postfix(this.#primary());
  }

  #postfix(of: TemplateExpression): TemplateExpression {
    let value = of;
    for (;;) {
      if (this.#tokens.take("sign", ".")) value = this.#attribute(value);
      else if (this.#tokens.take("sign", "[")) {
        value = { kind: "member", of: value, key: this.#expression() };
        this.#tokens.expect("]");
      } else return value;
    }
  }

  #attribute(of: TemplateExpression): TemplateExpression {
    const token = this.#tokens.peek();
    if (token?.kind === "number") {
      this.#tokens.skip();
      return { kind: "member", of, key: { kind: "literal", value: token.value } };
    }
    const name = this.#tokens.name(true);
    const next = this.#tokens.peek();
    return next?.kind === "sign" && next.text === "("
      ? { kind: "call", of, name, ...this.arguments() }
      : { kind: "member", of, key: { kind: "literal", value: name } };
  }

  #primary(): TemplateExpression {
    const token = this.#tokens.peek();
    this.#tokens.skip();
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
    for (let next = this.#tokens.peek(); next?.kind === "text"; next = this.#tokens.next()) all += next.value;
    return all;
  }

  #named(name: string): TemplateExpression {
    if (Object.hasOwn(constants, name)) return { kind: "literal", value: constants[name]! };
    if (reservedWords.has(name)) throw templateError(`"${name}" is not expected there`);
    const next = this.#tokens.peek();
    return next?.kind === "sign" && next.text === "("
      ? { kind: "call", of: undefined, name, ...this.arguments() }
      : { kind: "name", name };
  }

  /** A tuple is a list. */
  #bracketed(): TemplateExpression {
    const first = this.#expression();
    if (this.#tokens.take("sign", ")")) return first;
    this.#tokens.expect(",");
    return { kind: "list", items: [first, ...this.#items(")")] };
  }

  #items(end: string): readonly TemplateExpression[] {
    const items: TemplateExpression[] = [];
    while (!this.#tokens.take("sign", end)) {
      items.push(this.#expression());
      if (!this.#tokens.take("sign", ",")) {
        this.#tokens.expect(end);
        break;
      }
    }
    return items;
  }

  #entries(): readonly (readonly [TemplateExpression, TemplateExpression])[] {
    const entries: (readonly [TemplateExpression, TemplateExpression])[] = [];
    while (!this.#tokens.take("sign", "}")) {
      const key = this.#expression();
      this.#tokens.expect(":");
      entries.push([key, this.#expression()]);
      if (!this.#tokens.take("sign", ",")) {
        this.#tokens.expect("}");
        break;
      }
    }
    return entries;
  }

  /** What stands in the brackets after a name; nothing when there are none. */
  arguments(): { args: readonly TemplateExpression[]; named: Readonly<Record<string, TemplateExpression>> } {
    const args: TemplateExpression[] = [];
    const named: Record<string, TemplateExpression> = {};
    if (!this.#tokens.take("sign", "(")) return { args, named };
    while (!this.#tokens.take("sign", ")")) {
      const [name, sign] = [this.#tokens.peek(), this.#tokens.peek(1)];
      if (name?.kind === "word" && sign?.kind === "sign" && sign.text === "=") {
        this.#tokens.skip(2);
        named[name.text] = this.#expression();
      } else args.push(this.#expression());
      if (!this.#tokens.take("sign", ",")) {
        this.#tokens.expect(")");
        break;
      }
    }
    return { args, named };
  }
}
