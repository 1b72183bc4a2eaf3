/** The longest token that a message can have (RFC 8974 §2.1). */
export const MAX_TOKEN_BYTES = 65_804;

/** The longest token that every endpoint knows (RFC 7252 §3). */
export const MAX_PLAIN_TOKEN_BYTES = 8;

/** How many bytes between the header and the token say how long the token is; `nibble` is the TKL field. */
export const tokenExtensionBytes = (nibble: number): number => (nibble === 13 ? 1 : nibble === 14 ? 2 : 0);

/**
 * The length of a token whose TKL field is 13 or more; beyond the end of the message if that has no room for it.
 *
 * @param start - where the bytes are that say it
 * @see RFC 8974 §2.1
 */
export function extendedTokenLength(bytes: Uint8Array, start: number, nibble: number): number {
  if (start + tokenExtensionBytes(nibble) > bytes.length) return bytes.length;
  if (nibble === 13) return bytes[start]! + 13;
  return nibble === 14 ? ((bytes[start]! << 8) | bytes[start + 1]!) + 269 : 0;
}

/** The TKL field for a token. */
export function tokenNibble(tokenLength: number): number {
  if (tokenLength < 13) return tokenLength;
  return tokenLength < 269 ? 13 : 14;
}
