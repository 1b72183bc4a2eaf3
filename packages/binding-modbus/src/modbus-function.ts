/** A function of Modbus that this binding carries out. */
export interface ModbusFunction {
  /** Name in the W3C vocabulary, value of `modv:function`. */
  readonly name: string;
  readonly code: number;
  readonly direction: "read" | "write";
  readonly unit: "bit" | "register";
  /** Most coils or registers in one request (MODBUS Application Protocol 1.1b3, §6). */
  readonly maxQuantity: number;
}

const functions: readonly ModbusFunction[] = [
  { name: "readCoil", code: 1, direction: "read", unit: "bit", maxQuantity: 2000 },
  { name: "readDiscreteInput", code: 2, direction: "read", unit: "bit", maxQuantity: 2000 },
  { name: "readHoldingRegisters", code: 3, direction: "read", unit: "register", maxQuantity: 125 },
  { name: "readInputRegisters", code: 4, direction: "read", unit: "register", maxQuantity: 125 },
  { name: "writeSingleCoil", code: 5, direction: "write", unit: "bit", maxQuantity: 1 },
  { name: "writeSingleHoldingRegister", code: 6, direction: "write", unit: "register", maxQuantity: 1 },
  { name: "writeMultipleCoils", code: 15, direction: "write", unit: "bit", maxQuantity: 1968 },
  { name: "writeMultipleHoldingRegisters", code: 16, direction: "write", unit: "register", maxQuantity: 123 },
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
export function functionOfEntity(
  entity: unknown,
  direction: ModbusFunction["direction"],
  quantity: number,
): ModbusFunction | undefined {
  const [read, writeOne, writeMany] = entities.get(entity) ?? [];
  if (direction === "read") return modbusFunction(read);
  return modbusFunction(quantity === 1 ? writeOne : writeMany);
}
