import { skipExpression } from "./uri-reference.js";

/**
 * `path` without its `.` and `..` segments; what would climb above the root stays at the root. Linear.
 *
 * @see RFC 3986 §5.2.4
 */
export function removeDotSegments(path: string): string {
  if (!hasDotSegment.test(path)) return path;
  const rooted = path.startsWith("/");
  const segments = segmentsOf(rooted ? path.slice(1) : path);
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

/** What stands between the slashes; a slash inside a URI Template expression separates nothing. */
function segmentsOf(path: string): readonly string[] {
  if (!path.includes("{")) return path.split("/");
  const segments: string[] = [];
  let start = 0;
  for (let i = 0; i < path.length; i++) {
    if (path[i] === "{") i = skipExpression(path, i);
    else if (path[i] === "/") {
      segments.push(path.slice(start, i));
      start = i + 1;
    }
  }
  return [...segments, path.slice(start)];
}
