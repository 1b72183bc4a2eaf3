import { type Code, code, constant, numberOf, refusedNames, textOf } from "./code.js";
import type { TemplateExpression } from "./expression.js";
import { type Call, filters, functions, methods } from "./functions.js";
import { operators } from "./operators.js";
import { templateError } from "./template-error.js";
import { tests } from "./tests.js";

/** Says in JSONata what expressions of a template say. */
export class ExpressionTranslator {
  /** What names stand for now. */
  readonly variables: Map<string, Code>;
  readonly used = new Set<string>();
  #count = 0;

  constructor(variables: Readonly<Record<string, Code>>) {
    this.variables = new Map(Object.entries(variables));
  }

  /** A name that nothing else has. */
  fresh(): string {
    this.#count += 1;
    return `$v${this.#count}`;
  }

  of(expression: TemplateExpression): Code {
    switch (expression.kind) {
      case "literal":
        return constant(expression.value);
      case "name":
        return this.#name(expression.name);
      case "list":
        return code(`[${expression.items.map((item) => this.of(item).code).join(", ")}]`, "list");
      case "dict":
        return code(`{${expression.entries.map((entry) => this.#entry(entry)).join(", ")}}`, "dict");
      case "member":
        return this.#member(this.of(expression.of), expression.key);
      case "filter":
        return this.#call("filter", filters, expression);
      case "call":
        return this.#call("function", expression.of === undefined ? functions : methods, expression);
      case "test":
        return this.#test(expression);
      case "not":
        return code(`(${this.of(expression.of).code} ? false : true)`, "boolean");
      case "minus":
        return code(`(-${numberOf(this.of(expression.of)).code})`, "number");
      case "binary":
        return operators[expression.operator](this.of(expression.left), this.of(expression.right), () => this.fresh());
      case "conditional":
        return this.#conditional(expression);
    }
  }

  #name(name: string): Code {
    const found = this.variables.get(name);
    if (found === undefined) throw templateError(`"${name}" is not known here`);
    this.used.add(name);
    return found;
  }

  #entry([key, value]: readonly [TemplateExpression, TemplateExpression]): string {
    if (key.kind !== "literal") throw templateError("a table with computed keys has no equivalent");
    return `${textOf(constant(key.value)).code}: ${this.of(value).code}`;
  }

  #member(of: Code, key: TemplateExpression): Code {
    if (key.kind === "literal" && typeof key.value === "string" && of.type !== "dict") {
      const { value } = key;
      if (refusedNames.has(value)) throw templateError(`no member may be called "${value}"`);
      return value.includes("`")
        ? code(`$lookup(${of.code}, ${JSON.stringify(value)})`)
        : code(`${of.code}.\`${value}\``);
    }
    const index = this.of(key);
    if (of.type === "string") return code(`$substring(${of.code}, ${numberOf(index).code}, 1)`, "string");
    if (index.type === "number" && of.type !== "dict") return code(`(${of.code})[${index.code}]`);
    if (index.type === "string" || of.type === "dict") return code(`$lookup(${of.code}, ${textOf(index).code})`);
    const [whole, at] = [this.fresh(), this.fresh()];
    const chosen = `$type(${at}) = "number" ? ${whole}[${at}] : $lookup(${whole}, ${at})`;
    return code(`(${whole} := ${of.code}; ${at} := ${index.code}; ${chosen})`);
  }

  #call(what: string, known: Readonly<Record<string, Call>>, expression: Called): Code {
    const { name } = expression;
    if (!Object.hasOwn(known, name)) throw templateError(`the ${what} "${name}" has no equivalent`);
    const args = expression.args.map((argument) => this.of(argument));
    const named = Object.fromEntries(
      Object.entries(expression.named).map(([key, argument]) => [key, this.of(argument)] as const),
    );
    const of = expression.of === undefined ? [] : [this.of(expression.of)];
    return known[name]!([...of, ...args], named, () => this.fresh());
  }

  #test({ of, name, args }: Extract<TemplateExpression, { readonly kind: "test" }>): Code {
    if (!Object.hasOwn(tests, name)) throw templateError(`the test "${name}" has no equivalent`);
    const tested = tests[name]!(this.of(of), ...args.map((argument) => this.of(argument)));
    return code(tested, "boolean");
  }

  #conditional({ test, chosen, otherwise }: Extract<TemplateExpression, { readonly kind: "conditional" }>): Code {
    const [condition, value] = [this.of(test), this.of(chosen)];
    const other = otherwise === undefined ? code("$nothing") : this.of(otherwise);
    const type = value.type === other.type ? value.type : undefined;
    return code(`(${condition.code} ? ${value.code} : ${other.code})`, type);
  }
}

type Called = Extract<TemplateExpression, { readonly kind: "call" | "filter" }>;
