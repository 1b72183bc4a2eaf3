import { readDeviceIdentification } from "./functions/device-identification.js";
import {
  diagnostics,
  readEventCounter,
  readExceptionStatus,
  readFifoQueue,
  reportServerId,
} from "./functions/diagnostics.js";
import { readFileRecord, writeFileRecord } from "./functions/file-record.js";
import type { FunctionCall } from "./functions/function-call.js";
import {
  maskWriteRegister,
  readWriteRegisters,
  writeCoils,
  writeRegisters,
  writeSingleCoil,
  writeSingleRegister,
} from "./functions/write-values.js";

/** What an operation does to the device. */
export type Direction = "read" | "write" | "invoke";

/** A function of Modbus that this binding carries out. */
export interface ModbusFunction {
  /** Value of `modv:function`: the W3C's name where it has one. */
  readonly name: string;
  readonly code: number;
  /** What it may be used for. */
  readonly directions: readonly Direction[];
  /** What a quantity counts; of `none` there is no quantity. */
  readonly unit: "bit" | "register" | "none";
  /** Most coils or registers in one request (MODBUS Application Protocol 1.1b3 §6). */
  readonly maxQuantity: number;
  /** Bytes of the body to write; absent where the quantity says it or there is none. */
  readonly bodyBytes?: number;
  /** How it is carried out; absent for those whose requests are merged. */
  readonly call?: FunctionCall;
}

const read: readonly Direction[] = ["read"];
const write: readonly Direction[] = ["write", "invoke"];

/** A range that is read: requests for neighbours become one. */
const range = (name: string, code: number, unit: "bit" | "register", maxQuantity: number): ModbusFunction => ({
  name,
  code,
  directions: read,
  unit,
  maxQuantity,
});

/** Something of which there is one, or which has its length in itself. */
const single = { unit: "none", maxQuantity: 1 } as const;

const functions: readonly ModbusFunction[] = [
  range("readCoil", 1, "bit", 2000),
  range("readDiscreteInput", 2, "bit", 2000),
  range("readHoldingRegisters", 3, "register", 125),
  range("readInputRegisters", 4, "register", 125),
  { name: "writeSingleCoil", code: 5, directions: write, unit: "bit", maxQuantity: 64, call: writeSingleCoil },
  {
    name: "writeSingleHoldingRegister",
    code: 6,
    directions: write,
    unit: "register",
    maxQuantity: 64,
    call: writeSingleRegister,
  },
  { name: "readExceptionStatus", code: 7, directions: read, ...single, call: readExceptionStatus },
  { name: "diagnostics", code: 8, directions: ["invoke"], ...single, call: diagnostics },
  { name: "readEventCounter", code: 11, directions: read, ...single, call: readEventCounter },
  { name: "writeMultipleCoils", code: 15, directions: write, unit: "bit", maxQuantity: 1968, call: writeCoils },
  {
    name: "writeMultipleHoldingRegisters",
    code: 16,
    directions: write,
    unit: "register",
    maxQuantity: 123,
    call: writeRegisters,
  },
  { name: "reportServerId", code: 17, directions: read, ...single, call: reportServerId },
  { name: "readFileRecord", code: 20, directions: read, unit: "register", maxQuantity: 124, call: readFileRecord },
  { name: "writeFileRecord", code: 21, directions: write, unit: "register", maxQuantity: 122, call: writeFileRecord },
  {
    name: "maskWriteHoldingRegister",
    code: 22,
    directions: write,
    ...single,
    bodyBytes: 4,
    call: maskWriteRegister,
  },
  {
    name: "readWriteMultipleHoldingRegisters",
    code: 23,
    directions: ["invoke"],
    unit: "register",
    maxQuantity: 125,
    call: readWriteRegisters,
  },
  { name: "readFifoQueue", code: 24, directions: read, ...single, call: readFifoQueue },
  { name: "readDeviceIdentification", code: 43, directions: read, ...single, call: readDeviceIdentification },
];

const byName = new Map<unknown, ModbusFunction>(functions.flatMap((f) => [[f.name, f] as const, [f.code, f] as const]));

/** The function of that name or code. */
export function modbusFunction(nameOrCode: unknown): ModbusFunction | undefined {
  return byName.get(nameOrCode);
}

/** Function names of `modv:entity` values: to read, to write one, to write several. */
const entities = new Map<unknown, readonly [read: string, writeOne?: string, writeMany?: string]>([
  ["Coil", ["readCoil", "writeSingleCoil", "writeMultipleCoils"]],
  ["DiscreteInput", ["readDiscreteInput"]],
  ["HoldingRegister", ["readHoldingRegisters", "writeSingleHoldingRegister", "writeMultipleHoldingRegisters"]],
  ["InputRegister", ["readInputRegisters"]],
]);

/** Whether `entity` is a value of `modv:entity`. */
export const isEntity = (entity: unknown): boolean => entities.has(entity);

/** The function that reads or writes `quantity` of `entity`; `undefined` for inputs, which cannot be written. */
export function functionOfEntity(entity: unknown, direction: Direction, quantity: number): ModbusFunction | undefined {
  const [readName, writeOne, writeMany] = entities.get(entity) ?? [];
  if (direction === "read") return modbusFunction(readName);
  return modbusFunction(quantity === 1 ? writeOne : writeMany);
}
