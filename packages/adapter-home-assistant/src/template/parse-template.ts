import type { TemplateExpression, TemplateNode } from "./expression.js";
import { levelsOf } from "./levels.js";
import { parseExpression } from "./parse-expression.js";
import { templateError } from "./template-error.js";
import { templateLimits } from "./template-limits.js";
import { type Token, tokensUntil } from "./token.js";

/**
 * Reads a template: text, `{{ … }}`, `{# … #}`, and the statements `if` and `set`.
 *
 * @throws {UnsupportedError} WOT_OPERATION for what is no template, or has other statements
 */
export function parseTemplate(source: string): readonly TemplateNode[] {
  const { maxTemplateLength } = templateLimits;
  if (source.length > maxTemplateLength)
    throw templateError(`it is longer than maxTemplateLength (${maxTemplateLength})`);
  const parser = new TemplateParser(piecesOf(source));
  const { nodes, ending } = parser.body(0);
  if (ending !== undefined) throw templateError(`"${ending.name}" is not expected there`);
  // A long sum is deep too, and what evaluates it has a limit of its own.
  const { maxTemplateDepth } = templateLimits;
  if (levelsOf(nodes) > maxTemplateDepth)
    throw templateError(`it is deeper than maxTemplateDepth (${maxTemplateDepth})`);
  return nodes;
}

type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "output" | "statement"; readonly tokens: readonly Token[] };

/** The pieces of a template. A `-` beside a brace takes the white space there away. */
function piecesOf(source: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let isTrimmed = false;
  for (let at = 0; at < source.length; ) {
    const open = /\{[{%#]/.exec(source.slice(at));
    const start = open === null ? source.length : at + open.index;
    let text = source.slice(at, start);
    if (isTrimmed) text = text.trimStart();
    if (source[start + 2] === "-") text = text.trimEnd();
    if (text !== "") pieces.push({ kind: "text", text });
    if (open === null) break;
    const inner = start + (source[start + 2] === "-" ? 3 : 2);
    const end = open[0] === "{{" ? "}}" : open[0] === "{%" ? "%}" : "#}";
    const next = open[0] === "{#" ? commentEnd(source, inner) : pieceEnd(source, inner, end, pieces);
    isTrimmed = source[next] === "-";
    at = next + end.length + (isTrimmed ? 1 : 0);
  }
  return pieces;
}

function pieceEnd(source: string, start: number, end: "}}" | "%}" | "#}", pieces: Piece[]): number {
  const { tokens, next } = tokensUntil(source, start, end);
  pieces.push({ kind: end === "}}" ? "output" : "statement", tokens });
  return next;
}

function commentEnd(source: string, start: number): number {
  const end = source.indexOf("#}", start);
  if (end < 0) throw templateError("a comment in it has no end");
  return source[end - 1] === "-" && end - 1 >= start ? end - 1 : end;
}

interface Ending {
  readonly name: "elif" | "else" | "endif";
  readonly tokens: readonly Token[];
}

class TemplateParser {
  readonly #pieces: readonly Piece[];
  #at = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  /** Nodes up to the end, or to what ends a branch. */
  body(depth: number): { nodes: readonly TemplateNode[]; ending: Ending | undefined } {
    const { maxTemplateDepth } = templateLimits;
    if (depth > maxTemplateDepth) throw templateError(`it is deeper than maxTemplateDepth (${maxTemplateDepth})`);
    const nodes: TemplateNode[] = [];
    for (let piece = this.#pieces[this.#at++]; piece !== undefined; piece = this.#pieces[this.#at++]) {
      if (piece.kind === "text") nodes.push(piece);
      else if (piece.kind === "output") nodes.push({ kind: "output", expression: parseExpression(piece.tokens) });
      else {
        const [first, ...tokens] = piece.tokens;
        const name = first?.kind === "word" ? first.text : "";
        if (name === "elif" || name === "else" || name === "endif") return { nodes, ending: { name, tokens } };
        nodes.push(this.#statement(name, tokens, depth));
      }
    }
    return { nodes, ending: undefined };
  }

  #statement(name: string, tokens: readonly Token[], depth: number): TemplateNode {
    if (name === "if") return this.#if(parseExpression(tokens), depth);
    if (name === "set") return setOf(tokens);
    throw templateError(`the statement "${name}" has no equivalent`);
  }

  #if(first: TemplateExpression, depth: number): TemplateNode {
    const branches: { test: TemplateExpression; body: readonly TemplateNode[] }[] = [];
    let test = first;
    for (;;) {
      const { nodes, ending } = this.body(depth + 1);
      if (ending === undefined) throw templateError('an "if" in it has no end');
      branches.push({ test, body: nodes });
      if (ending.name === "endif") return { kind: "if", branches, otherwise: [] };
      if (ending.name === "else") return { kind: "if", branches, otherwise: this.#last(depth) };
      test = parseExpression(ending.tokens);
    }
  }

  #last(depth: number): readonly TemplateNode[] {
    const { nodes, ending } = this.body(depth + 1);
    if (ending?.name !== "endif") throw templateError('an "else" in it has no end');
    return nodes;
  }
}

function setOf([name, sign, ...tokens]: readonly Token[]): TemplateNode {
  if (name?.kind !== "word" || sign?.kind !== "sign" || sign.text !== "=")
    throw templateError('this kind of "set" has no equivalent');
  return { kind: "set", name: name.text, expression: parseExpression(tokens) };
}
