import type { DataSchema } from "@thingwright/td";
import type { RegisterType } from "./register-map.js";

/** How a value lies in its registers, and what it is. */
export interface RegisterLayout {
  readonly registers: number;
  /** Parameters that tell the octet-stream codec how to read the bytes. */
  readonly parameters: string;
  readonly schema: DataSchema;
}

const integer = (registers: number, signed: boolean): RegisterLayout => ({
  registers,
  parameters: `;length=${registers * 2};signed=${signed};byteSeq=BIG_ENDIAN`,
  schema: { type: "integer" },
});

const real = (registers: number): RegisterLayout => ({
  registers,
  parameters: `;length=${registers * 2};signed=true;byteSeq=BIG_ENDIAN`,
  schema: { type: "number" },
});

const layouts: Readonly<Record<Exclude<RegisterType, "string">, RegisterLayout>> = {
  boolean: { registers: 1, parameters: ";length=2", schema: { type: "boolean" } },
  int16: integer(1, true),
  uint16: integer(1, false),
  int32: integer(2, true),
  uint32: integer(2, false),
  int64: integer(4, true),
  uint64: integer(4, false),
  float32: real(2),
  float64: real(4),
};

/**
 * The layout of a value in registers.
 *
 * @param length - registers of a `string`; 1 by default
 */
export function registerLayout(type: RegisterType, length = 1): RegisterLayout {
  if (type !== "string") return layouts[type];
  return { registers: length, parameters: `;length=${length * 2}`, schema: { type: "string" } };
}
