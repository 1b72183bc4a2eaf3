import { templateError } from "./template-error.js";

/** A word of an expression. A `word` is a name or keyword, a `sign` an operator or bracket. */
export type Token =
  | { readonly kind: "word" | "sign"; readonly text: string }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "number"; readonly value: number };

const words = /^[A-Za-z_][A-Za-z0-9_]*/;
const numbers = /^(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/;
const signs = ["**", "//", "==", "!=", "<=", ">=", ..."+-*/%~<>=()[]{},.:|"];
const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"' };

/** The words of an expression, and where it ends: at `end` outside of every text and bracket. */
export function tokensUntil(source: string, start: number, end: string): { tokens: Token[]; next: number } {
  const tokens: Token[] = [];
  let open = 0;
  let at = start;
  while (at < source.length) {
    if (/\s/.test(source[at]!)) {
      at += 1;
      continue;
    }
    if (open === 0) {
      const closing = source[at] === "-" && source.startsWith(end, at + 1) ? 1 : 0;
      if (source.startsWith(end, at + closing)) return { tokens, next: at };
    }
    const { token, length } = tokenAt(source, at);
    if (token.kind === "sign" && "([{".includes(token.text)) open += 1;
    if (token.kind === "sign" && ")]}".includes(token.text)) open -= 1;
    tokens.push(token);
    at += length;
  }
  throw templateError(`it has no "${end}"`);
}

function tokenAt(source: string, at: number): { token: Token; length: number } {
  const first = source[at]!;
  if (first === "'" || first === '"') return textAt(source, at);
  const rest = source.slice(at);
  const word = words.exec(rest)?.[0];
  if (word !== undefined) return { token: { kind: "word", text: word }, length: word.length };
  const number = numbers.exec(rest)?.[0];
  if (number !== undefined) return { token: { kind: "number", value: Number(number) }, length: number.length };
  const sign = signs.find((each) => rest.startsWith(each));
  if (sign === undefined) throw templateError(`"${first}" means nothing there`);
  return { token: { kind: "sign", text: sign }, length: sign.length };
}

function textAt(source: string, start: number): { token: Token; length: number } {
  const quote = source[start]!;
  let value = "";
  for (let at = start + 1; at < source.length; at++) {
    const character = source[at]!;
    if (character === quote) return { token: { kind: "text", value }, length: at + 1 - start };
    if (character !== "\\") value += character;
    else {
      at += 1;
      const escaped = source[at] ?? "";
      value += escapes[escaped] ?? `\\${escaped}`;
    }
  }
  throw templateError("a text in it has no end");
}
