/** Path and query of a request, both still percent-encoded. */
export interface RequestTarget {
  readonly path: string;
  /** Without the `?`; the empty string when there is none. */
  readonly query: string;
}

/**
 * Parts a request's target. Takes the absolute form too, as every server must (RFC 9112 §3.2.2); whose authority it
 * names makes no difference here. `undefined` for anything that no request for a resource can have.
 */
export function parseTarget(text: string): RequestTarget | undefined {
  const origin = text.startsWith("/") ? text : originForm(text);
  if (origin === undefined || malformedEncoding.test(origin)) return undefined;
  const mark = origin.indexOf("?");
  return mark === -1 ? { path: origin, query: "" } : { path: origin.slice(0, mark), query: origin.slice(mark + 1) };
}

function originForm(text: string): string | undefined {
  const match = /^https?:\/\/([^/?#\s]+)(\/[^#\s]*|\?[^#\s]*)?$/i.exec(text);
  if (match === null || !isHost(match[1]!)) return undefined;
  const rest = match[2] ?? "/";
  return rest.startsWith("/") ? rest : `/${rest}`;
}

const malformedEncoding = /%(?![0-9A-Fa-f]{2})/;

/** Whether `text` is a host with an optional port (RFC 9110 §7.2); an empty one is allowed. */
export const isHost = (text: string): boolean =>
  /^(?:[\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*(?::\d{0,5})?$|^\[[0-9A-Fa-f:.]+\](?::\d{0,5})?$/.test(text);
