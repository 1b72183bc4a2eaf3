import type { FormRequest } from "@thingwright/contracts";
import type { ByteOrder } from "./byte-order.js";
import type { ServerAddress } from "./device/way.js";
import { allObjects } from "./functions/device-identification.js";
import type { Place } from "./functions/function-call.js";
import { type ModbusAddress, parseModbusAddress } from "./modbus-address.js";
import { type Direction, functionOfEntity, isEntity, type ModbusFunction, modbusFunction } from "./modbus-function.js";
import { payloadType } from "./payload-type.js";

/** One Form × operation as a Modbus request, still without a value. */
export interface ModbusRequest extends Place {
  readonly server: ServerAddress;
  readonly unitId: number;
  readonly function: ModbusFunction;
  readonly order: ByteOrder;
  readonly contentType: string;
  /** `modv:timeout`; `undefined` when the Form has none. */
  readonly timeoutMs: number | undefined;
  /** `modv:pollingTime`; default 1 s. */
  readonly pollingTimeMs: number;
}

const defaultPollingTimeMs = 1000;
const shortestPollingTimeMs = 10;

/**
 * Reads the Form's address and `modv:` terms. What the address says counts more than terms; `modv:entity` more than
 * `modv:function` (W3C Modbus binding, "Entity").
 *
 * @returns a reason, for a person, when the Form cannot be used
 */
export function readModbusForm({ form, operation }: FormRequest, href: string): ModbusRequest | string {
  const term = (name: string): unknown => termOf(form.form, name);
  const address = parseModbusAddress(href);
  if (address === undefined) return `${href} is no modbus+tcp://host:port/unitID/address`;
  const quantity = address.quantity ?? term("quantity") ?? 1;
  const direction = directionOf(operation);
  const chosen = chooseFunction(term("entity"), term("function"), direction, quantity);
  if (typeof chosen === "string") return chosen;
  if (!isWithin(quantity, 1, chosen.maxQuantity)) return `${chosen.name} takes 1 to ${chosen.maxQuantity} at a time`;
  if (operation === "observeproperty" && chosen.call !== undefined) return `${chosen.name} cannot be polled`;
  const place = placeOf(address, chosen, quantity, term);
  if (typeof place === "string") return place;
  const contentType = contentTypeOf(form.contentType, chosen, term("type"), quantity);
  if (direction !== "read" && !isOctetStream(form.contentType)) {
    return `writing needs the content type ${contentType}, not ${form.contentType}`;
  }
  const { host, port, framing } = address;
  return {
    server: { host, port, framing },
    ...place,
    function: chosen,
    contentType,
    order: {
      mostSignificantByte: term("mostSignificantByte") !== false,
      mostSignificantWord: term("mostSignificantWord") !== false,
      registersPerValue: payloadType(term("type"), quantity)?.registers ?? quantity,
    },
    timeoutMs: positive(term("timeout")),
    pollingTimeMs: Math.max(shortestPollingTimeMs, positive(term("pollingTime")) ?? defaultPollingTimeMs),
  };
}

/** Terms of the W3C's vocabulary, and our own beside it. */
function termOf(form: object, name: string): unknown {
  for (const key of [`modv:${name}`, `modbus:${name}`, `twm:${name}`]) {
    if (Object.hasOwn(form, key)) return (form as Record<string, unknown>)[key];
  }
  return undefined;
}

function directionOf(operation: string): Direction {
  if (operation === "invokeaction") return "invoke";
  return operation === "writeproperty" ? "write" : "read";
}

function chooseFunction(
  entity: unknown,
  named: unknown,
  direction: Direction,
  quantity: unknown,
): ModbusFunction | string {
  if (entity !== undefined) {
    if (!isEntity(entity)) return `${String(entity)} is no modv:entity`;
    return functionOfEntity(entity, direction, Number(quantity)) ?? `a ${String(entity)} cannot be written`;
  }
  if (named === undefined && direction === "read") return "the Form has neither modv:entity nor modv:function";
  const found = modbusFunction(named ?? "writeSingleCoil");
  if (found === undefined) return `modv:function ${String(named)} is not supported`;
  return found.directions.includes(direction) ? found : `modv:function ${found.name} does not ${direction}`;
}

function placeOf(
  { unitId, address: written }: ModbusAddress,
  chosen: ModbusFunction,
  quantity: number,
  term: (name: string) => unknown,
): (Place & { readonly unitId: number }) | string {
  const unit = unitId ?? term("unitID") ?? 1;
  if (!isWithin(unit, 0, 255)) return "the unit id must be from 0 to 255";
  const address = wireAddress(written ?? term("address"), chosen, term("zeroBasedAddressing") === true);
  if (typeof address === "string") return address;
  if (address + quantity > 0x10000) return "the addresses end beyond 65535";
  const fileNumber = term("fileNumber") ?? 1;
  if (!isWithin(fileNumber, 0, 0xffff)) return "the file number must be from 0 to 65535";
  const writeAddress = term("writeAddress") ?? address;
  if (!isWithin(writeAddress, -1, 0xffff)) return "the address to write at must be from 0 to 65535";
  return { unitId: unit, address, quantity, fileNumber, writeAddress };
}

/** Functions whose address is a number of another kind: as it is on the wire. */
const numbered: ReadonlySet<number> = new Set([8, 20, 21, 43]);
/** Functions that are about the whole unit. */
const addressless: ReadonlySet<number> = new Set([7, 11, 17]);

function wireAddress(written: unknown, { code }: ModbusFunction, isZeroBased: boolean): number | string {
  if (addressless.has(code)) return 0;
  if (code === 43 && written === undefined) return allObjects;
  if (!isWithin(written, 0, 0x10000)) return "the Form has no address from 0 to 65536";
  if (code === 43 && written > 0xff) return "an object of a device identification has a number from 0 to 255";
  const wire = isZeroBased || numbered.has(code) ? written : written - 1;
  return wire < 0 ? "address 0 needs modv:zeroBasedAddressing true: addresses count from 1" : wire;
}

/** Octet-stream in the words of the codec; a Form that says less gets what `modv:type` implies. */
function contentTypeOf(contentType: string, chosen: ModbusFunction, type: unknown, quantity: number): string {
  if (chosen.code === 43 || isOwn(contentType)) return contentType;
  const isOctets = isOctetStream(contentType);
  if (isOctets && contentType.includes(";")) return contentType;
  if (chosen.unit !== "register") return isOctets ? contentType : "application/octet-stream";
  const implied = payloadType(type, quantity)?.parameters ?? (isOctets ? "" : `;length=${quantity * 2}`);
  return `application/octet-stream${implied}`;
}

/** Whether a Form says that registers are something of a vendor's, which another codec reads. */
const isOwn = (contentType: string): boolean => /^\s*application\/vnd\./i.test(contentType);

const isOctetStream = (contentType: string): boolean => /^\s*application\/octet-stream\s*(?:;|$)/i.test(contentType);

function isWithin(value: unknown, low: number, high: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= low && value <= high;
}

const positive = (value: unknown): number | undefined =>
  typeof value === "number" && value > 0 && Number.isFinite(value) ? value : undefined;
