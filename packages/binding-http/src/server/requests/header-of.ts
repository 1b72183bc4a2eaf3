import type { IncomingMessage } from "node:http";

/** Headers of which there is one: of several the first counts, as a cache or a proxy before us may have taken it. */
const single: ReadonlySet<string> = new Set([
  "authorization",
  "content-length",
  "content-type",
  "host",
  "if-modified-since",
  "if-unmodified-since",
  "origin",
  "proxy-authorization",
  "user-agent",
]);

/**
 * The header `name` of a request; the lines of one that came more than once are joined (RFC 9110 §5.3). Looks at the
 * lines as they came: `headers` would build an object of all of them, which costs more than a small answer.
 *
 * @param name - in lower case
 */
export function headerOf({ rawHeaders }: Pick<IncomingMessage, "rawHeaders">, name: string): string | undefined {
  let value: string | undefined;
  for (let line = 0; line < rawHeaders.length; line += 2) {
    const each = rawHeaders[line]!;
    if (each.length !== name.length || (each !== name && each.toLowerCase() !== name)) continue;
    if (value === undefined) value = rawHeaders[line + 1]!;
    else if (!single.has(name)) value += (name === "cookie" ? "; " : ", ") + rawHeaders[line + 1]!;
  }
  return value;
}
