/** Orders of bytes, as bindings of node-wot name them. */
export const Endianness = Object.freeze({
  BIG_ENDIAN: "BIG_ENDIAN",
  LITTLE_ENDIAN: "LITTLE_ENDIAN",
  BIG_ENDIAN_BYTE_SWAP: "BIG_ENDIAN_BYTE_SWAP",
  LITTLE_ENDIAN_BYTE_SWAP: "LITTLE_ENDIAN_BYTE_SWAP",
} as const);

export type Endianness = keyof typeof Endianness;
