/** A secret as text or as bytes. */
export type Secret = string | Uint8Array;

/**
 * Whether two secrets are the same, in a time that depends on the length of `presented` alone. A text never equals
 * bytes, and nothing equals an empty secret that is expected.
 *
 * @param presented - what came from outside
 * @param expected - what is kept
 */
export function equalSecrets(presented: Secret, expected: Secret): boolean {
  if (typeof presented !== typeof expected || expected.length === 0) return false;
  let difference = presented.length ^ expected.length;
  for (let at = 0; at < presented.length; at++) {
    difference |= unitAt(presented, at) ^ unitAt(expected, at % expected.length);
  }
  return difference === 0;
}

const unitAt = (secret: Secret, at: number): number =>
  typeof secret === "string" ? secret.charCodeAt(at) : (secret[at] ?? 0);
