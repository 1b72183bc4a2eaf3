/** One coil or register of a Modbus device. Registers hold 0 to 65535, coils and discrete inputs 0 or 1. */
export interface ModbusCell {
  read(): number;
  /** Whether `write` would take `value`; a cell without it cannot be written. */
  accepts?(value: number): boolean;
  write?(value: number): void;
}

/** The four tables of a Modbus device, by address. An address that is not there is illegal. */
export interface ModbusTables {
  readonly coils: ReadonlyMap<number, ModbusCell>;
  readonly discreteInputs: ReadonlyMap<number, ModbusCell>;
  readonly holdingRegisters: ReadonlyMap<number, ModbusCell>;
  readonly inputRegisters: ReadonlyMap<number, ModbusCell>;
}

/** A number from -32768 to 32767 as a register holds it: two's complement. */
export function int16(value: number): number {
  return Math.max(-0x8000, Math.min(0x7fff, Math.round(value))) & 0xffff;
}

/** The number that a register holds in two's complement. */
export function fromInt16(register: number): number {
  return register >= 0x8000 ? register - 0x10000 : register;
}
