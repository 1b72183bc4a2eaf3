/** Most bytes of a Uri-Path, Uri-Query, Location-Path or Location-Query value (RFC 7252 §5.10). */
export const maxOptionValueBytes = 255;

/**
 * The Uri-Path value for a name. `.` and `..` cannot travel (RFC 7252 §5.10.1): they get a tilde before them, and so
 * does whatever looks like such a name with tildes. Lone surrogates, which UTF-8 does not have, become U+FFFD.
 */
export function segmentOf(name: string): string {
  const text = name.replace(/\p{Surrogate}/gu, "\uFFFD");
  return /^~*\.{1,2}$/.test(text) ? `~${text}` : text;
}

/** Whether every segment fits into an option. */
export const canTravel = (segments: readonly string[]): boolean =>
  segments.every((segment) => Buffer.byteLength(segment) <= maxOptionValueBytes);
