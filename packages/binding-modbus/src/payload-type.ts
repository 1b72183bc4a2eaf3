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

/** Types that are as long as what is read. */
const open = new Map<unknown, (quantity: number) => PayloadType>([
  ["xsd:integer", (quantity) => integer(quantity * 2, true)],
  ["xsd:decimal", (quantity) => integer(quantity * 2, true)],
  // Text has no most significant register: its characters come in the order of the registers, always.
  ["xsd:string", (quantity) => ({ registers: 1, parameters: `;length=${quantity * 2}` })],
  ["xsd:hexBinary", (quantity) => ({ registers: 1, parameters: `;length=${quantity * 2}` })],
]);

/** The lay-out of a `modv:type` in `quantity` registers; `undefined` for one that says nothing of it. */
export const payloadType = (type: unknown, quantity: number): PayloadType | undefined =>
  types.get(type) ?? open.get(type)?.(quantity);
