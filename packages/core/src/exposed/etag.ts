/** A validator of `bytes`: 64 bits of FNV-1a in two halves, as 16 hexadecimal digits. Not for secrets. */
export function etagOf(bytes: Uint8Array): string {
  let low = 0x811c9dc5;
  let high = 0x01000193 ^ bytes.length;
  for (const byte of bytes) {
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte ^ (low >>> 24), 0x85ebca6b);
  }
  return (low >>> 0).toString(16).padStart(8, "0") + (high >>> 0).toString(16).padStart(8, "0");
}
