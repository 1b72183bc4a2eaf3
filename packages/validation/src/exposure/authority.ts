/** The authority of a URI within a text: from after `//` to before the path, the query, the fragment or the end. */
export interface Authority {
  readonly start: number;
  /** Where the host begins: behind the user information, if there is any. */
  readonly hostStart: number;
  readonly end: number;
}

/** The authorities of all URIs in `text` that have one, in time linear in it. */
export function* authoritiesIn(text: string): Generator<Authority> {
  for (let at = text.indexOf("://"); at !== -1; at = text.indexOf("://", at + 3)) {
    const start = at + 3;
    const end = endOfAuthority(text, start);
    if (end > start) yield { start, hostStart: hostStartOf(text, start, end), end };
  }
}

function endOfAuthority(text: string, start: number): number {
  let at = start;
  while (at < text.length && !delimiters.includes(text[at]!)) at++;
  return at;
}

const delimiters = "/?#\\ \t\r\n\"'<>`";

/** User information ends at the last `@` (RFC 3986 §3.2.1). */
function hostStartOf(text: string, start: number, end: number): number {
  const at = text.slice(start, end).lastIndexOf("@");
  return at === -1 ? start : start + at + 1;
}

/** Where the host that begins at `start` ends: before the port, or behind the bracket of an IPv6 address. */
export function endOfHost(text: string, start: number, end: number): number {
  const host = text.slice(start, end);
  const length = host.startsWith("[") ? host.indexOf("]") + 1 : host.indexOf(":");
  return length <= 0 ? end : start + length;
}
