const NO_BYTES = new Uint8Array(0);

/** A payload as bytes: text as UTF-8, none as no bytes. */
export function payloadBytes(payload: Uint8Array | string | undefined): Uint8Array {
  if (payload === undefined) return NO_BYTES;
  return typeof payload === "string" ? Buffer.from(payload) : payload;
}
