/**
 * `name` as one segment of a path. A segment of dots is encoded too: as it stands it would be taken for a step up. Lone
 * surrogates, which UTF-8 does not have, become U+FFFD.
 *
 * @see RFC 3986 §3.3
 */
export function encodeSegment(name: string): string {
  if (name === "." || name === "..") return name.replaceAll(".", "%2E");
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\uFFFD"));
}

/** The name that `segment` stands for, `undefined` when its percent-encoding is malformed. */
export function decodeSegment(segment: string): string | undefined {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** `names` as an absolute path, a segment for each. */
export function uriPath(names: readonly string[]): string {
  let path = "";
  for (const name of names) path += `/${encodeSegment(name)}`;
  return path;
}

/**
 * `path` with every segment encoded as `encodeSegment` does it, so that two ways to write a name meet in one look-up;
 * `undefined` when an encoding is malformed or a segment other than the last is empty.
 */
export function canonicalPath(path: string): string | undefined {
  if (!path.startsWith("/")) return undefined;
  const segments = path.slice(1).split("/");
  let canonical = "";
  for (const [index, segment] of segments.entries()) {
    const name = decodeSegment(segment);
    if (name === undefined || (name === "" && index < segments.length - 1)) return undefined;
    canonical += `/${encodeSegment(name)}`;
  }
  return canonical;
}
