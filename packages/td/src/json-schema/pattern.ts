import { RE2JS } from "re2js";

/**
 * The regular expression of a `pattern`: ECMA-262 with Unicode, and where that is too strict (`[\w-.]`, `\-`) without.
 *
 * @throws {SyntaxError} of the language; callers turn it into an error about their document
 */
export function compilePattern(pattern: string, flags = "u"): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return new RegExp(pattern, flags.replace("u", ""));
  }
}

/** What ajv asks for each `pattern`. */
export interface PatternMatcher {
  test(text: string): boolean;
  toString(): string;
}

/** How ajv gets a matcher for a `pattern`; `code` stands for it in code that is printed. */
export type PatternEngine = ((pattern: string, flags: string) => PatternMatcher) & { readonly code: string };

/** The language's own engine, for patterns that are trusted, on strings of up to `maxLength` characters. */
export function trustedPatterns(maxLength: number): PatternEngine {
  const engine = (pattern: string, flags: string): PatternMatcher => {
    const expression = compilePattern(pattern, flags);
    return { test: (text) => text.length <= maxLength && expression.test(text), toString: () => String(expression) };
  };
  return Object.assign(engine, { code: "new RegExp" });
}

/** An engine in time linear in the string, for patterns of anybody's documents. */
export const linearPatterns: PatternEngine = Object.assign(
  (pattern: string): PatternMatcher => linearPattern(pattern) ?? { test: () => true, toString: () => pattern },
  { code: "new RegExp" },
);

/**
 * A matcher that needs time linear in the string, whatever the pattern; `undefined` for a pattern that has none: one
 * with look-around, back references, repetition over 1000 or deep nesting.
 */
export function linearPattern(pattern: string): PatternMatcher | undefined {
  try {
    const expression = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return { test: (text) => expression.test(text), toString: () => pattern };
  } catch {
    return undefined;
  }
}
