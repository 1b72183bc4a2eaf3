const NO_BYTES = new Uint8Array(0);
const NULL = Uint8Array.of(0xf6);
const ENCRYPT0 = text("Encrypt0");
const OSCORE_VERSION = 1;

/**
 * The `info` from which a key or the Common IV is derived, as CBOR.
 *
 * @param length - of what is derived, in bytes
 * @see RFC 8613 §3.2.1
 */
export function derivationInfo(
  id: Uint8Array,
  idContext: Uint8Array | undefined,
  algorithmId: number,
  type: "Key" | "IV",
  length: number,
): Uint8Array {
  const context = idContext === undefined ? NULL : byteString(idContext);
  return array(byteString(id), context, integer(algorithmId), text(type), integer(length));
}

/**
 * The additional data of a message: the COSE `Enc_structure` with the `external_aad`, as CBOR. There are no Class I
 * options: none is defined.
 *
 * @param requestKid - Sender ID of the client
 * @param requestPiv - Partial IV of the request that the message is, or answers
 * @see RFC 8613 §5.3, §5.4
 */
export function additionalData(algorithmId: number, requestKid: Uint8Array, requestPiv: Uint8Array): Uint8Array {
  const external = array(
    integer(OSCORE_VERSION),
    array(integer(algorithmId)),
    byteString(requestKid),
    byteString(requestPiv),
    byteString(NO_BYTES),
  );
  return array(ENCRYPT0, byteString(NO_BYTES), byteString(external));
}

/** The few kinds of CBOR that OSCORE is made of (RFC 8949 §3). */
function array(...items: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([head(4, items.length), ...items]);
}

/** A byte string of CBOR (RFC 8949 §3.1). */
export function byteString(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([head(2, bytes.length), bytes]);
}

function text(value: string): Uint8Array {
  const bytes = Buffer.from(value);
  return Buffer.concat([head(3, bytes.length), bytes]);
}

function integer(value: number): Uint8Array {
  return value < 0 ? head(1, -1 - value) : head(0, value);
}

function head(major: number, value: number): Uint8Array {
  if (value < 24) return Uint8Array.of((major << 5) | value);
  if (value <= 0xff) return Uint8Array.of((major << 5) | 24, value);
  return Uint8Array.of((major << 5) | 25, value >> 8, value & 0xff);
}
