import type { Framing } from "./protocol/framing.js";
import { mbap } from "./protocol/mbap.js";
import { rtu } from "./protocol/rtu.js";

/** What a `modbus+tcp:` URI says (W3C Modbus binding, "URL format"), or one of a gateway to a serial line. */
export interface ModbusAddress {
  readonly framing: Framing;
  readonly host: string;
  readonly port: number;
  readonly unitId?: number;
  /** As written: counts from 1 unless the Form says otherwise. */
  readonly address?: number;
  readonly quantity?: number;
}

const defaultPort = 502;
const syntax =
  /^(modbus\+(?:tcp|rtuovertcp)):\/\/(\[[0-9a-f:.]+\]|[^/?#@:[\]]+)(?::(\d{1,5}))?(?:\/(\d{1,3})(?:\/(\d{1,5}))?)?\/?(?:\?([^#]*))?$/i;

/**
 * Reads `modbus+tcp://host:port/unitID/address?quantity=n`, or the same with `modbus+rtuovertcp`; `undefined` when `href` is
 * nothing of the kind.
 */
export function parseModbusAddress(href: string): ModbusAddress | undefined {
  const match = href.length > 2048 ? null : syntax.exec(href);
  if (match === null) return undefined;
  const [, scheme, host, port, unitId, address, query = ""] = match;
  const parameters = new URLSearchParams(query);
  const result = {
    framing: scheme!.toLowerCase() === "modbus+tcp" ? mbap : rtu,
    host: host!.replace(/^\[|\]$/g, ""),
    port: port === undefined ? defaultPort : Number(port),
    unitId: whole(unitId ?? parameters.get("unitID")),
    address: whole(address ?? parameters.get("address")),
    quantity: whole(parameters.get("quantity")),
  };
  const numbers = [result.port, result.unitId, result.address, result.quantity];
  return numbers.some(Number.isNaN) || result.port > 0xffff ? undefined : (withoutUndefined(result) as ModbusAddress);
}

function whole(text: string | null | undefined): number | undefined {
  if (text === null || text === undefined) return undefined;
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

const withoutUndefined = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
