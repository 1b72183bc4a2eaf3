import { createHmac } from "node:crypto";

/**
 * The pseudorandom function of TLS 1.2 with SHA-256.
 *
 * @see RFC 5246 §5
 */
export function prf(secret: Uint8Array, label: string, seed: Uint8Array, length: number): Buffer {
  const labelled = Buffer.concat([Buffer.from(label, "ascii"), seed]);
  const mac = (...parts: Uint8Array[]) => {
    const hmac = createHmac("sha256", secret);
    for (const part of parts) hmac.update(part);
    return hmac.digest();
  };
  const blocks: Buffer[] = [];
  let a: Buffer = labelled;
  for (let bytes = 0; bytes < length; bytes += 32) {
    a = mac(a);
    blocks.push(mac(a, labelled));
  }
  return Buffer.concat(blocks).subarray(0, length);
}
