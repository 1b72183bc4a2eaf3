/**
 * `path` without its `.` and `..` segments; what would climb above the root stays at the root. Linear.
 *
 * @see RFC 3986 §5.2.4
 */
export function removeDotSegments(path: string): string {
  if (!hasDotSegment.test(path)) return path;
  const rooted = path.startsWith("/");
  const segments = (rooted ? path.slice(1) : path).split("/");
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === "..") kept.pop();
    else if (segment !== ".") kept.push(segment);
  }
  if (isDot(segments.at(-1))) kept.push("");
  return (rooted ? "/" : "") + kept.join("/");
}

const hasDotSegment = /(?:^|\/)\.{1,2}(?:\/|$)/;

const isDot = (segment: string | undefined): boolean => segment === "." || segment === "..";
