import { type Code, code, constant, textOf } from "./code.js";
import type { TemplateExpression, TemplateNode } from "./expression.js";
import { ExpressionTranslator } from "./expression-translator.js";
import { parseTemplate } from "./parse-template.js";
import { templateError } from "./template-error.js";
import { templateLimits } from "./template-limits.js";

/** A template in JSONata, with the names that it uses. */
export interface TranslatedTemplate extends Code {
  readonly used: ReadonlySet<string>;
}

/**
 * Says in JSONata what the Jinja template `source` says: what it gives where that is one value, else its text.
 *
 * @param variables - what the names in it stand for
 * @throws {UnsupportedError} WOT_OPERATION for what cannot be said in JSONata, with the reason
 */
export function translateTemplate(source: string, variables: Readonly<Record<string, Code>>): TranslatedTemplate {
  const translator = new TemplateTranslator(variables);
  const result = translator.body(parseTemplate(source), true);
  const { bindings } = translator;
  const text = bindings.length === 0 ? result.code : `(${[...bindings, result.code].join("; ")})`;
  const { maxTranslationLength } = templateLimits;
  if (text.length > maxTranslationLength)
    throw templateError(`it is longer than maxTranslationLength (${maxTranslationLength}) in JSONata`);
  return { ...result, code: text, used: translator.used };
}

class TemplateTranslator {
  /** Assignments that stand before the result. */
  readonly bindings: string[] = [];
  readonly #expressions: ExpressionTranslator;

  constructor(variables: Readonly<Record<string, Code>>) {
    this.#expressions = new ExpressionTranslator(variables);
  }

  get used(): ReadonlySet<string> {
    return this.#expressions.used;
  }

  /** @param isAlone - whether white space around it does not count, as around the whole template */
  body(nodes: readonly TemplateNode[], isAlone: boolean, guard?: string): Code {
    const visible = nodes.filter((node) => !isSilent(node));
    const isOne = isAlone && visible.length <= 1;
    const parts = nodes.flatMap((node) => {
      const part = this.#node(node, isOne, guard);
      return part === undefined || (isOne && !visible.includes(node)) ? [] : [part];
    });
    if (parts.length === 0) return constant("");
    if (parts.length === 1) return parts[0]!;
    const joined = parts.map((part) => textOf(part).code).join(" & ");
    return code(isAlone ? `$trim(${joined})` : `(${joined})`, "string");
  }

  #node(node: TemplateNode, isOne: boolean, guard: string | undefined): Code | undefined {
    if (node.kind === "text") return constant(isOne ? node.text.trim() : node.text);
    if (node.kind === "output") return this.#expressions.of(node.expression);
    if (node.kind === "if") return this.#if(node.branches, node.otherwise, isOne, guard);
    this.#set(node.name, node.expression, guard);
    return undefined;
  }

  /** What is set in a branch is so only when the branch is taken. */
  #set(name: string, expression: TemplateExpression, guard: string | undefined): void {
    const { code: value, type } = this.#expressions.of(expression);
    const before = this.#expressions.variables.get(name);
    const assigned = guard === undefined ? value : `(${guard} ? ${value} : ${before?.code ?? "$nothing"})`;
    const own = guard === undefined || before?.type === type ? type : undefined;
    this.#expressions.variables.set(name, code(this.#bind(assigned), own));
  }

  #if(branches: If["branches"], otherwise: If["otherwise"], isOne: boolean, guard: string | undefined): Code {
    const done: { readonly condition: string; readonly result: Code }[] = [];
    const failed: string[] = guard === undefined ? [] : [guard];
    for (const { test, body } of branches) {
      const condition = this.#bind(`$boolean(${[...failed, this.#expressions.of(test).code].reduce(both)})`);
      done.push({ condition, result: this.body(body, isOne, condition) });
      failed.push(`(${condition} ? false : true)`);
    }
    const last = this.body(otherwise, isOne, this.#hasSet(otherwise) ? this.#bind(failed.reduce(both)) : undefined);
    const types = new Set([...done.map(({ result }) => result.type), last.type]);
    return done
      .toReversed()
      .reduce(
        (other, { condition, result }) =>
          code(`(${condition} ? ${result.code} : ${other.code})`, types.size === 1 ? last.type : undefined),
        last,
      );
  }

  #hasSet(nodes: readonly TemplateNode[]): boolean {
    return nodes.some(({ kind }) => kind === "set" || kind === "if");
  }

  #bind(value: string): string {
    const name = this.#expressions.fresh();
    this.bindings.push(`${name} := ${value}`);
    return name;
  }
}

type If = Extract<TemplateNode, { readonly kind: "if" }>;

/** The second is looked at only where the first holds, as it may fail elsewhere. */
const both = (one: string, other: string): string => `(${one} ? ${other} : false)`;

/** Whether nothing is ever seen of it. */
function isSilent(node: TemplateNode): boolean {
  if (node.kind === "text") return node.text.trim() === "";
  if (node.kind === "if") return [...node.branches.flatMap(({ body }) => body), ...node.otherwise].every(isSilent);
  return node.kind === "set";
}
