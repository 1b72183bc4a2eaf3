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

interface PatternMatcher {
  test(text: string): boolean;
  toString(): string;
}

/** What ajv asks for each `pattern`: something with a `test`. */
export function patternEngine(maxLength: number) {
  const engine = (pattern: string, flags: string): PatternMatcher => {
    const expression = compilePattern(pattern, flags);
    if (maxLength === Infinity) return expression;
    return { test: (text) => text.length <= maxLength && expression.test(text), toString: () => String(expression) };
  };
  return Object.assign(engine, { code: "new RegExp" });
}
