import { DataSchemaError, UsageError } from "@thingwright/errors";
import { reordered } from "./byte-order.js";
import type { ModbusRequest } from "./modbus-form.js";

/** Bytes of a device as the body of an answer: registers big-endian whatever the device's order, coils as they are. */
export const bodyOf = (request: ModbusRequest, bytes: Uint8Array): Uint8Array =>
  request.function.unit === "register" ? reordered(bytes, request.order) : bytes;

/**
 * The body to write, in the device's order. Without a body, a single coil is switched on: an action's pulse.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX when it has not the length of what is written
 * @throws {UsageError} WOT_ARGUMENT without a body where one is needed
 */
export function bytesToWrite(request: ModbusRequest, body: Uint8Array | undefined): Uint8Array {
  const { function: chosen, quantity } = request;
  if (body === undefined || body.length === 0) return withoutBody(request);
  const expected = lengthToWrite(request);
  if (expected !== undefined && body.length !== expected) {
    throw new DataSchemaError(
      "WOT_DATA_SYNTAX",
      `${chosen.name} of ${quantity} takes ${expected} bytes, not ${body.length}`,
    );
  }
  if (expected === undefined && (body.length % 2 !== 0 || body.length > longestBytes)) {
    throw new DataSchemaError("WOT_DATA_SYNTAX", `${chosen.name} takes whole registers up to ${longestBytes} bytes`);
  }
  return chosen.unit === "register" ? reordered(body, request.order) : body;
}

/** Most that function 23 writes (1.1b3 §6.17). */
const longestBytes = 242;

/** How long a body must be; `undefined` where it may be of any length. */
function lengthToWrite({ function: chosen, quantity }: ModbusRequest): number | undefined {
  if (chosen.bodyBytes !== undefined) return chosen.bodyBytes;
  if (chosen.unit === "bit") return Math.ceil(quantity / 8);
  return chosen.directions.includes("write") ? quantity * 2 : undefined;
}

function withoutBody({ function: { code, name } }: ModbusRequest): Uint8Array {
  if (code === diagnosticsCode) return new Uint8Array(0);
  if (code === singleCoilCode) return switchedOn;
  throw new UsageError("WOT_ARGUMENT", `${name} needs a value`);
}

const singleCoilCode = 5;
const diagnosticsCode = 8;
const switchedOn = Uint8Array.of(1);
