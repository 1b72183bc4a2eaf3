import type { FormRequest } from "@thingwright/contracts";
import type { ByteOrder } from "./byte-order.js";
import { type ModbusAddress, parseModbusAddress } from "./modbus-address.js";
import { functionOfEntity, isEntity, type ModbusFunction, modbusFunction } from "./modbus-function.js";
import { payloadType } from "./payload-type.js";

/** One Form × operation as a Modbus request, still without a value. */
export interface ModbusRequest {
  readonly host: string;
  readonly port: number;
  readonly unitId: number;
  /** As on the wire: counts from 0. */
  readonly address: number;
  readonly quantity: number;
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
  const direction = operation === "readproperty" || operation.endsWith("observeproperty") ? "read" : "write";
  const chosen = chooseFunction(term("entity"), term("function"), direction, quantity);
  if (typeof chosen === "string") return chosen;
  if (!isWithin(quantity, 1, chosen.maxQuantity)) return `${chosen.name} takes 1 to ${chosen.maxQuantity} at a time`;
  const place = placeOf(address, term("unitID"), term("address"), term("zeroBasedAddressing"), quantity);
  if (typeof place === "string") return place;
  const contentType = contentTypeOf(form.contentType, chosen, term("type"), quantity);
  if (direction === "write" && !isOctetStream(form.contentType)) {
    return `writing needs the content type ${contentType}, not ${form.contentType}`;
  }
  return {
    host: address.host,
    port: address.port,
    ...place,
    quantity,
    function: chosen,
    contentType,
    order: {
      mostSignificantByte: term("mostSignificantByte") !== false,
      mostSignificantWord: term("mostSignificantWord") !== false,
      registersPerValue: payloadType(term("type"))?.registers ?? quantity,
    },
    timeoutMs: positive(term("timeout")),
    pollingTimeMs: Math.max(shortestPollingTimeMs, positive(term("pollingTime")) ?? defaultPollingTimeMs),
  };
}

function termOf(form: object, name: string): unknown {
  for (const key of [`modv:${name}`, `modbus:${name}`]) {
    if (Object.hasOwn(form, key)) return (form as Record<string, unknown>)[key];
  }
  return undefined;
}

function chooseFunction(
  entity: unknown,
  named: unknown,
  direction: ModbusFunction["direction"],
  quantity: unknown,
): ModbusFunction | string {
  if (entity !== undefined) {
    if (!isEntity(entity)) return `${String(entity)} is no modv:entity`;
    return functionOfEntity(entity, direction, Number(quantity)) ?? `a ${String(entity)} cannot be written`;
  }
  if (named === undefined && direction === "read") return "the Form has neither modv:entity nor modv:function";
  const found = modbusFunction(named ?? "writeSingleCoil");
  if (found === undefined) return `modv:function ${String(named)} is not supported`;
  return found.direction === direction ? found : `modv:function ${found.name} does not ${direction}`;
}

function placeOf(
  { unitId, address }: ModbusAddress,
  unitTerm: unknown,
  addressTerm: unknown,
  zeroBased: unknown,
  quantity: number,
): { readonly unitId: number; readonly address: number } | string {
  const unit = unitId ?? unitTerm ?? 1;
  if (!isWithin(unit, 0, 255)) return "the unit id must be from 0 to 255";
  const written = address ?? addressTerm;
  if (!isWithin(written, 0, 0x10000)) return "the Form has no address from 0 to 65536";
  const wire = zeroBased === true ? written : written - 1;
  if (wire < 0) return "address 0 needs modv:zeroBasedAddressing true: addresses count from 1";
  if (wire + quantity > 0x10000) return "the addresses end beyond 65535";
  return { unitId: unit, address: wire };
}

/** Octet-stream in the words of the codec; a Form that says less gets what `modv:type` implies. */
function contentTypeOf(contentType: string, chosen: ModbusFunction, type: unknown, quantity: number): string {
  const isOctets = isOctetStream(contentType);
  if (isOctets && contentType.includes(";")) return contentType;
  if (chosen.unit === "bit") return isOctets ? contentType : "application/octet-stream";
  const implied = payloadType(type)?.parameters ?? (isOctets ? "" : `;length=${quantity * 2}`);
  return `application/octet-stream${implied}`;
}

const isOctetStream = (contentType: string): boolean => /^\s*application\/octet-stream\s*(?:;|$)/i.test(contentType);

function isWithin(value: unknown, low: number, high: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= low && value <= high;
}

const positive = (value: unknown): number | undefined =>
  typeof value === "number" && value > 0 && Number.isFinite(value) ? value : undefined;
