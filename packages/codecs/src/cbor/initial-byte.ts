/** Major types of a data item: the top three bits of its initial byte (RFC 8949 §3.1). */
export const majorType = {
  unsigned: 0,
  negative: 1,
  bytes: 2,
  text: 3,
  array: 4,
  map: 5,
  tag: 6,
  simple: 7,
} as const;

/** Values of the low five bits of an initial byte that announce how the argument follows (RFC 8949 §3). */
export const following = { oneByte: 24, twoBytes: 25, fourBytes: 26, eightBytes: 27, indefinite: 31 } as const;

/** Initial bytes of major type 7 (RFC 8949 §3.3). */
export const initialByte = {
  false: 0xf4,
  true: 0xf5,
  null: 0xf6,
  undefined: 0xf7,
  half: 0xf9,
  single: 0xfa,
  double: 0xfb,
  break: 0xff,
} as const;
