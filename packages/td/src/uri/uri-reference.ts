/**
 * A URI reference cut into its components (RFC 3986 appendix B), where a URI Template's expressions are kept whole.
 *
 * An absent component is `undefined`; an empty one is `""`. `tail` is the query and the fragment together, with
 * their delimiters: resolution never looks inside them.
 */
export interface UriReference {
  readonly scheme: string | undefined;
  readonly authority: string | undefined;
  readonly path: string;
  readonly tail: string;
}

/** Cuts `reference`; every string is a URI reference in this sense, so it cannot fail. Linear. */
export function splitUriReference(reference: string): UriReference {
  const scheme = schemePattern.exec(reference)?.[1];
  const afterScheme = scheme === undefined ? 0 : scheme.length + 1;
  const hasAuthority = reference.startsWith("//", afterScheme);
  const authorityStart = hasAuthority ? afterScheme + 2 : afterScheme;
  const pathStart = hasAuthority ? endOf(reference, authorityStart, "/?#") : authorityStart;
  const tailStart = endOf(reference, pathStart, "?#");
  return {
    scheme,
    authority: hasAuthority ? reference.slice(authorityStart, pathStart) : undefined,
    path: reference.slice(pathStart, tailStart),
    tail: reference.slice(tailStart),
  };
}

const schemePattern = /^([A-Za-z][A-Za-z0-9+.-]*):/;

/**
 * Where the component that begins at `start` ends: at the first of `delimiters`, or at an expression that expands to
 * one of them (`{?x}`, `{&x}`, `{#x}`, `{/x}`). What else stands between braces ends nothing.
 */
function endOf(text: string, start: number, delimiters: string): number {
  for (let i = start; i < text.length; i++) {
    if (delimiters.includes(text[i]!)) return i;
    if (text[i] !== "{") continue;
    const operator = text[i + 1] ?? "";
    if (operator !== "" && (delimiters.includes(operator) || operator === "&")) return i;
    i = skipExpression(text, i);
  }
  return text.length;
}

/** The index of the `}` that closes the expression at `open`; the end of the text when nothing does. */
export function skipExpression(text: string, open: number): number {
  const close = text.indexOf("}", open);
  return close === -1 ? text.length : close;
}
