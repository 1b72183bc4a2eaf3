import { removeDotSegments } from "./dot-segments.js";
import { skipExpression, splitUriReference, type UriReference } from "./uri-reference.js";

/**
 * `href` resolved against `base`, for URIs of any scheme; without a base it stays as it is.
 *
 * URI Template expressions in either stay in place and count as opaque text of their component, except that one of
 * `{/x}`, `{?x}` or `{#x}` begins the component that it expands to. An `href` that starts with `{+x}` is taken for a relative path.
 * Unlike WHATWG URL it percent-encodes nothing, lower-cases nothing and drops no default port.
 *
 * @see RFC 3986 §5.2, strict; TD 1.1 `td-vocab-base--Thing`
 */
export function resolveHref(base: string | undefined, href: string): string {
  if (base === undefined) return href;
  const reference = splitUriReference(href);
  if (reference.scheme !== undefined) return compose({ ...reference, path: removeDotSegments(reference.path) });
  return compose(resolveRelative(splitUriReference(base), reference));
}

function resolveRelative(base: UriReference, reference: UriReference): UriReference {
  const { scheme } = base;
  if (reference.authority !== undefined) {
    return { ...reference, scheme, path: removeDotSegments(reference.path) };
  }
  if (reference.path === "") return { ...base, tail: inheritQuery(base.tail, reference.tail) };
  const path = beginsAtRoot(reference.path) ? reference.path : mergePaths(base, reference.path);
  return { scheme, authority: base.authority, path: removeDotSegments(path), tail: reference.tail };
}

/** An empty path takes the base's query unless it brings its own (RFC 3986 §5.2.2); a fragment is never inherited. */
function inheritQuery(baseTail: string, tail: string): string {
  if (tail !== "" && !tail.startsWith("#") && !tail.startsWith("{#")) return tail;
  return baseTail.slice(0, fragmentStart(baseTail)) + tail;
}

function fragmentStart(tail: string): number {
  const starts = [tail.indexOf("#"), tail.indexOf("{#")].filter((at) => at !== -1);
  return starts.length === 0 ? tail.length : Math.min(...starts);
}

const beginsAtRoot = (path: string): boolean => path.startsWith("/") || path.startsWith("{/");

/** RFC 3986 §5.2.3. */
function mergePaths(base: UriReference, path: string): string {
  if (base.authority !== undefined && base.path === "") return `/${path}`;
  return base.path.slice(0, lastSlash(base.path) + 1) + path;
}

/** The last `/` outside an expression, or -1. */
function lastSlash(path: string): number {
  let last = -1;
  for (let i = 0; i < path.length; i++) {
    if (path[i] === "/") last = i;
    else if (path[i] === "{") i = skipExpression(path, i);
  }
  return last;
}

/** RFC 3986 §5.3. A path that begins with `//` must not turn into an authority, so `/.` goes before it. */
function compose({ scheme, authority, path, tail }: UriReference): string {
  const prefix = scheme === undefined ? "" : `${scheme}:`;
  if (authority !== undefined) return `${prefix}//${authority}${path}${tail}`;
  return path.startsWith("//") ? `${prefix}/.${path}${tail}` : `${prefix}${path}${tail}`;
}
