/** `text` with every character but the unreserved ones percent-encoded as UTF-8 (RFC 3986 §2.3, RFC 6570 §3.2.1). */
export function encodeUnreserved(text: string): string {
  if (unreservedOnly.test(text)) return text;
  return encodeURIComponent(wellFormed(text)).replace(/[!'()*]/g, hexOf);
}

/** `text` with reserved characters and percent-encoded triplets left alone, the rest percent-encoded (RFC 6570 §3.2.3). */
export function encodeReserved(text: string): string {
  if (reservedToo.test(text)) return text;
  return wellFormed(text).replace(/%[\dA-Fa-f]{2}|[^\w.~!#$&'()*+,/:;=?@[\]-]/gu, encodeUnlessTriplet);
}

const unreservedOnly = /^[\w.~-]*$/;
const reservedToo = /^[\w.~!#$&'()*+,/:;=?@[\]-]*$/;

const encodeUnlessTriplet = (match: string): string =>
  match.length === 3 && match[0] === "%" ? match : encodeURIComponent(match);

const hexOf = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** UTF-8 has no half of a surrogate pair; U+FFFD takes its place, as in `TextEncoder`. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\uFFFD");
