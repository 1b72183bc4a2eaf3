import { templateError } from "./template-error.js";
import { templateLimits } from "./template-limits.js";
import type { Token } from "./token.js";

/** Words that are no names. */
export const reservedWords: ReadonlySet<string> = new Set([
  "and",
  "or",
  "not",
  "in",
  "is",
  "if",
  "else",
  "elif",
  "for",
]);

/** Goes through the words of an expression, and knows how deep it is. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  skip(count = 1): void {
    this.#at += count;
  }

  /** Skips one, and looks at that after it. */
  next(): Token | undefined {
    this.skip();
    return this.peek();
  }

  /** Skips `text` when it comes next. */
  take(kind: "word" | "sign", text: string): boolean {
    const token = this.peek();
    if (token?.kind !== kind || token.text !== text) return false;
    this.skip();
    return true;
  }

  /** @throws {UnsupportedError} WOT_OPERATION when `sign` does not come next */
  expect(sign: string): void {
    if (!this.take("sign", sign)) throw templateError(`a "${sign}" is missing`);
  }

  /** @throws {UnsupportedError} WOT_OPERATION when no name comes next */
  name(mayBeReserved = false): string {
    const token = this.peek();
    if (token?.kind !== "word" || (!mayBeReserved && reservedWords.has(token.text)))
      throw templateError("a name is missing");
    this.skip();
    return token.text;
  }

  /** @throws {UnsupportedError} WOT_OPERATION when anything is left */
  end(): void {
    const token = this.peek();
    if (token === undefined) return;
    throw templateError(`"${"text" in token ? token.text : token.value}" is not expected there`);
  }

  /** What `read` gives, one level deeper. */
  nested<T>(read: () => T): T {
    const { maxTemplateDepth } = templateLimits;
    this.#depth += 1;
    if (this.#depth > maxTemplateDepth) throw templateError(`it is deeper than maxTemplateDepth (${maxTemplateDepth})`);
    const value = read();
    this.#depth -= 1;
    return value;
  }
}
