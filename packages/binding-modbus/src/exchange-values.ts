import { DataSchemaError, UsageError } from "@thingwright/errors";
import { reordered } from "./byte-order.js";
import type { ModbusRequest } from "./modbus-form.js";
import type { Wire } from "./wire.js";

/** Reads what `request` names: coils packed as on the wire (8 in a byte, lowest first), registers big-endian. */
export async function readValues(wire: Wire, request: ModbusRequest): Promise<Uint8Array> {
  wire.setID(request.unitId);
  const { address, quantity } = request;
  switch (request.function.code) {
    case 1:
      return packed((await wire.readCoils(address, quantity)).data, quantity);
    case 2:
      return packed((await wire.readDiscreteInputs(address, quantity)).data, quantity);
    case 3:
      return reordered((await wire.readHoldingRegisters(address, quantity)).buffer, request.order);
    default:
      return reordered((await wire.readInputRegisters(address, quantity)).buffer, request.order);
  }
}

/**
 * Writes `body`, laid out as `readValues` gives it. Without a body, a single coil is switched on: an action's pulse.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX when the body has not the length of what is written
 */
export async function writeValues(wire: Wire, request: ModbusRequest, body: Uint8Array | undefined): Promise<void> {
  const bytes = checkedBody(request, body);
  wire.setID(request.unitId);
  const { address, quantity } = request;
  switch (request.function.code) {
    case 5:
      await wire.writeCoil(address, bytes[0] !== 0);
      return;
    case 6:
      await wire.writeRegister(address, registersOf(bytes, request).readUInt16BE(0));
      return;
    case 15:
      await wire.writeCoils(address, unpacked(bytes, quantity));
      return;
    default:
      await wire.writeRegisters(address, registersOf(bytes, request));
  }
}

/** The body to write; refuses before anything is sent. */
export function checkedBody(request: ModbusRequest, body: Uint8Array | undefined): Uint8Array {
  const { function: chosen, quantity } = request;
  if (body === undefined || body.length === 0) {
    if (chosen.code === 5) return switchedOn;
    throw new UsageError("WOT_ARGUMENT", `${chosen.name} needs a value`);
  }
  const expected = chosen.unit === "bit" ? Math.ceil(quantity / 8) : quantity * 2;
  if (body.length === expected) return body;
  throw new DataSchemaError(
    "WOT_DATA_SYNTAX",
    `${chosen.name} of ${quantity} takes ${expected} bytes, not ${body.length}`,
  );
}

const switchedOn = Uint8Array.of(1);

function registersOf(bytes: Uint8Array, request: ModbusRequest): Buffer {
  const ordered = reordered(bytes, request.order);
  return Buffer.from(ordered.buffer, ordered.byteOffset, ordered.byteLength);
}

function packed(bits: readonly boolean[], quantity: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(quantity / 8));
  for (let index = 0; index < quantity; index++) {
    if (bits[index] === true) bytes[index >> 3]! |= 1 << (index & 7);
  }
  return bytes;
}

function unpacked(bytes: Uint8Array, quantity: number): boolean[] {
  return Array.from({ length: quantity }, (_, index) => ((bytes[index >> 3]! >> (index & 7)) & 1) === 1);
}
