/** Hashes of `X-Hub-Signature` that still prove something; SHA-1 does not (W3C WebSub §7.1). */
const hashes: ReadonlyMap<string, string> = new Map([
  ["sha256", "SHA-256"],
  ["sha384", "SHA-384"],
  ["sha512", "SHA-512"],
]);

/**
 * Whether `signature`, as in `sha256=0a1b…`, is that of `body` under `secret`. Takes as long for one that is wrong as for
 * one that is right.
 *
 * @see W3C WebSub §7 (authenticated content distribution)
 */
export async function isSignedBy(secret: string, signature: string | undefined, body: Uint8Array): Promise<boolean> {
  const [, method = "", hex = ""] = /^(\w+)=((?:[0-9a-f]{2})+)$/i.exec(signature ?? "") ?? [];
  const hash = hashes.get(method.toLowerCase());
  if (hash === undefined) return false;
  const algorithm = { name: "HMAC", hash };
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), algorithm, false, ["verify"]);
  return crypto.subtle.verify("HMAC", key, bytesOf(hex), body as Uint8Array<ArrayBuffer>);
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** A secret for one subscription: 256 random bits, as text of 64 characters. */
export const newSecret = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("");
