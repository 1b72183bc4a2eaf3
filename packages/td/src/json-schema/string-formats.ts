import { fullFormats } from "ajv-formats/dist/formats.js";

/** A scheme, then anything that is neither a delimiter of texts nor a control character. */
const iri = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\p{Cc}\p{Surrogate}]*$/u;
const iriReference = /^[^\s<>"{}|\\^`\p{Cc}\p{Surrogate}]*$/u;

/** Longer than any mail address (RFC 5321 §4.5.3.1) or URL in use; the expressions below take quadratic time. */
const maxAddressLength = 2048;

/**
 * Formats beside or instead of those of `ajv-formats`.
 *
 * `iri` and `iri-reference` (RFC 3987) look at the characters and the scheme only; any scheme is welcome, since a
 * Thing's may be a private one. `email` and `url` are those of `ajv-formats` with a bound on the length.
 */
export const stringFormats = {
  iri,
  "iri-reference": iriReference,
  email: bounded(fullFormats.email as RegExp),
  url: bounded(fullFormats.url as RegExp),
} as const;

function bounded(pattern: RegExp): (text: string) => boolean {
  return (text) => text.length <= maxAddressLength && pattern.test(text);
}
