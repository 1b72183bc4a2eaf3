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
