/** How a value of `modv:type` lies in registers. */
export interface PayloadType {
  readonly registers: number;
  /** Parameters that tell the octet-stream codec how to read the bytes. */
  readonly parameters: string;
}

const integer = (bytes: number, signed: boolean): PayloadType => ({
  registers: Math.ceil(bytes / 2),
  parameters: `;length=${Math.max(2, bytes)};signed=${signed};byteSeq=BIG_ENDIAN`,
});

const real = (bytes: number): PayloadType => ({
  registers: bytes / 2,
  parameters: `;length=${bytes};signed=true;byteSeq=BIG_ENDIAN`,
});

const types = new Map<unknown, PayloadType>([
  ["xsd:byte", integer(1, true)],
  ["xsd:unsignedByte", integer(1, false)],
  ["xsd:short", integer(2, true)],
  ["xsd:unsignedShort", integer(2, false)],
  ["xsd:int", integer(4, true)],
  ["xsd:unsignedInt", integer(4, false)],
  ["xsd:long", integer(8, true)],
  ["xsd:unsignedLong", integer(8, false)],
  ["xsd:float", real(4)],
  ["xsd:double", real(8)],
]);

/** The lay-out of a `modv:type` of fixed length; `undefined` for text, hexBinary and the like. */
export const payloadType = (type: unknown): PayloadType | undefined => types.get(type);
