/**
 * `name` as one segment of a path. A segment of dots is encoded too: as it stands it would be taken for a step up. Lone
 * surrogates, which UTF-8 does not have, become U+FFFD.
 *
 * @see RFC 3986 §3.3
 */
export function encodeSegment(name: string): string {
  if (name === "." || name === "..") return name.replaceAll(".", "%2E");
  return encodeURIComponent(wellFormed(name));
}

/** `name` as it comes back out of a path: with U+FFFD for each lone surrogate. */
export const wellFormed = (name: string): string => name.replace(/\p{Surrogate}/gu, "\uFFFD");

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
 * The names that the segments of an absolute path stand for, the opposite of `uriPath`; `undefined` when it does not
 * begin with a slash or an encoding is malformed.
 */
export function pathNames(path: string): readonly string[] | undefined {
  if (!path.startsWith("/")) return undefined;
  const names: string[] = [];
  for (const segment of path.slice(1).split("/")) {
    const name = decodeSegment(segment);
    if (name === undefined) return undefined;
    names.push(name);
  }
  return names;
}
