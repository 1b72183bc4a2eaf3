import type { ModbusCell, ModbusTables } from "./modbus-cell.js";

/** Exception codes of the Modbus Application Protocol V1.1b3 §7. */
export const modbusException = { illegalFunction: 1, illegalAddress: 2, illegalValue: 3, targetFailed: 0x0b } as const;

type CellTable = ReadonlyMap<number, ModbusCell>;
/** The answer's bytes after the function code, or the number of an exception. */
type Outcome = Buffer | number;
type ModbusFunction = (tables: ModbusTables, data: Buffer) => Outcome;

/** The functions of the Modbus Application Protocol V1.1b3 §6 that the device knows, by function code. */
const functions: ReadonlyMap<number, ModbusFunction> = new Map<number, ModbusFunction>([
  [1, (tables, data) => readBits(tables.coils, data)],
  [2, (tables, data) => readBits(tables.discreteInputs, data)],
  [3, (tables, data) => readRegisters(tables.holdingRegisters, data)],
  [4, (tables, data) => readRegisters(tables.inputRegisters, data)],
  [5, (tables, data) => writeCoil(tables.coils, data)],
  [6, (tables, data) => writeRegister(tables.holdingRegisters, data)],
  [15, (tables, data) => writeCoils(tables.coils, data)],
  [16, (tables, data) => writeRegisters(tables.holdingRegisters, data)],
]);

/** The answer to one request PDU, a normal one or an exception. Any bytes have an answer. */
export function answerPdu(tables: ModbusTables, request: Buffer): Buffer {
  const code = request[0] ?? 0;
  const run = functions.get(code);
  if (run === undefined) return exceptionPdu(code, modbusException.illegalFunction);
  const outcome = run(tables, request.subarray(1));
  return typeof outcome === "number" ? exceptionPdu(code, outcome) : Buffer.concat([Buffer.of(code), outcome]);
}

/** An exception answer: the function code with its top bit set, and why. */
export function exceptionPdu(functionCode: number, exception: number): Buffer {
  return Buffer.of(functionCode | 0x80, exception);
}

function readBits(table: CellTable, data: Buffer): Outcome {
  const cells = cellsToRead(table, data, 2000);
  if (typeof cells === "number") return cells;
  const bytes = Buffer.alloc(1 + Math.ceil(cells.length / 8));
  bytes[0] = bytes.length - 1;
  cells.forEach((cell, index) => {
    if (cell.read() !== 0) bytes[1 + (index >> 3)]! |= 1 << (index & 7);
  });
  return bytes;
}

function readRegisters(table: CellTable, data: Buffer): Outcome {
  const cells = cellsToRead(table, data, 125);
  if (typeof cells === "number") return cells;
  const bytes = Buffer.alloc(1 + cells.length * 2);
  bytes[0] = bytes.length - 1;
  cells.forEach((cell, index) => {
    bytes.writeUInt16BE(cell.read() & 0xffff, 1 + index * 2);
  });
  return bytes;
}

function writeCoil(table: CellTable, data: Buffer): Outcome {
  if (data.length !== 4) return modbusException.illegalValue;
  const value = data.readUInt16BE(2);
  if (value !== 0 && value !== 0xff00) return modbusException.illegalValue;
  return write(table, data.readUInt16BE(0), [value === 0 ? 0 : 1]) ?? Buffer.from(data);
}

function writeRegister(table: CellTable, data: Buffer): Outcome {
  if (data.length !== 4) return modbusException.illegalValue;
  return write(table, data.readUInt16BE(0), [data.readUInt16BE(2)]) ?? Buffer.from(data);
}

function writeCoils(table: CellTable, data: Buffer): Outcome {
  const quantity = quantityToWrite(data, 1968, (count) => Math.ceil(count / 8));
  if (quantity === undefined) return modbusException.illegalValue;
  const values = Array.from({ length: quantity }, (_, index) => (data[5 + (index >> 3)]! >> (index & 7)) & 1);
  return write(table, data.readUInt16BE(0), values) ?? Buffer.from(data.subarray(0, 4));
}

function writeRegisters(table: CellTable, data: Buffer): Outcome {
  const quantity = quantityToWrite(data, 123, (count) => count * 2);
  if (quantity === undefined) return modbusException.illegalValue;
  const values = Array.from({ length: quantity }, (_, index) => data.readUInt16BE(5 + index * 2));
  return write(table, data.readUInt16BE(0), values) ?? Buffer.from(data.subarray(0, 4));
}

/** The cells that a read asks for. The quantity is judged before the addresses, as §6 draws it. */
function cellsToRead(table: CellTable, data: Buffer, maxQuantity: number): readonly ModbusCell[] | number {
  if (data.length !== 4) return modbusException.illegalValue;
  const quantity = data.readUInt16BE(2);
  if (quantity < 1 || quantity > maxQuantity) return modbusException.illegalValue;
  return cellsAt(table, data.readUInt16BE(0), quantity) ?? modbusException.illegalAddress;
}

/** The quantity of a multiple write whose byte count and length agree with it. */
function quantityToWrite(data: Buffer, maxQuantity: number, bytesFor: (count: number) => number): number | undefined {
  if (data.length < 5) return undefined;
  const quantity = data.readUInt16BE(2);
  const fits = data[4] === bytesFor(quantity) && data.length === 5 + bytesFor(quantity);
  return quantity >= 1 && quantity <= maxQuantity && fits ? quantity : undefined;
}

function cellsAt(table: CellTable, address: number, quantity: number): readonly ModbusCell[] | undefined {
  const cells: ModbusCell[] = [];
  for (let offset = 0; offset < quantity; offset += 1) {
    const cell = table.get(address + offset);
    if (cell === undefined) return undefined;
    cells.push(cell);
  }
  return cells;
}

/** Writes all values or none; an exception's number if none. */
function write(table: CellTable, address: number, values: readonly number[]): number | undefined {
  const cells = cellsAt(table, address, values.length);
  if (cells?.every((cell) => cell.write !== undefined) !== true) return modbusException.illegalAddress;
  if (!cells.every((cell, index) => cell.accepts?.(values[index]!) ?? true)) return modbusException.illegalValue;
  cells.forEach((cell, index) => {
    cell.write?.(values[index]!);
  });
  return undefined;
}
