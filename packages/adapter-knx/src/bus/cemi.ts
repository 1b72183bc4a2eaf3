import type { GroupTelegram, GroupValue } from "./group-telegram.js";

/** What an interface says of a telegram: that it has sent it, or that it has heard it. */
export interface CemiFrame {
  readonly code: "request" | "confirmation" | "indication";
  /** Of a confirmation: nobody on the bus has acknowledged it. */
  readonly isRefused: boolean;
  readonly telegram: GroupTelegram;
}

const codes = { request: 0x11, confirmation: 0x2e, indication: 0x29 } as const;
const codeNames: ReadonlyMap<number, CemiFrame["code"]> = new Map(
  Object.entries(codes).map(([name, code]) => [code, name as CemiFrame["code"]]),
);

const services = { read: 0x000, response: 0x040, write: 0x080 } as const;
const serviceNames: ReadonlyMap<number, GroupTelegram["service"]> = new Map(
  Object.entries(services).map(([name, code]) => [code, name as GroupTelegram["service"]]),
);

/** Standard frame, no repetition, broadcast on this line, low priority. */
const firstControl = 0xbc;
const standardFrame = 0x80;
/** To a group; may pass six couplers. */
const secondControl = 0xe0;
const toGroup = 0x80;
/** A standard frame has room for so many bytes behind the length. */
const mostInStandardFrame = 15;
/** And a frame for so many. */
const mostBytes = 254;

/** A telegram as an interface takes it (cEMI, L_Data). @see KNX Standard 03_06_03 §4.1.5 */
export function encodeCemi(telegram: GroupTelegram, code: CemiFrame["code"] = "request"): Uint8Array {
  const { source, address, service, value } = telegram;
  const isShort = value === undefined || value.isShort;
  const data = isShort ? [] : [...value.bytes];
  const length = 1 + data.length;
  return Uint8Array.from([
    codes[code],
    0,
    length > mostInStandardFrame ? firstControl & ~standardFrame : firstControl,
    secondControl,
    source >> 8,
    source & 0xff,
    address >> 8,
    address & 0xff,
    length,
    0,
    services[service] | (isShort && value !== undefined ? value.bytes[0]! & 0x3f : 0),
    ...data,
  ]);
}

/** What of `bytes` is about a telegram to a group; `undefined` for all else, and for what is no cEMI. Never throws. */
export function decodeCemi(bytes: Uint8Array): CemiFrame | undefined {
  const code = codeNames.get(bytes[0] ?? -1);
  const start = 2 + (bytes[1] ?? 0);
  const length = bytes[start + 6] ?? 0;
  if (code === undefined || length < 1 || length > mostBytes || bytes.length !== start + 8 + length) return undefined;
  if ((bytes[start + 1]! & toGroup) === 0) return undefined;
  const word = (at: number): number => (bytes[start + at]! << 8) | bytes[start + at + 1]!;
  const control = word(7);
  const service = serviceNames.get(control & 0x3c0);
  // The six highest bits say that it belongs to no connection.
  if (service === undefined || control >> 10 !== 0) return undefined;
  const value: GroupValue =
    length === 1
      ? { isShort: true, bytes: Uint8Array.of(control & 0x3f) }
      : { isShort: false, bytes: bytes.slice(start + 9) };
  const address = { source: word(2), address: word(4) };
  const telegram: GroupTelegram = service === "read" ? { ...address, service } : { ...address, service, value };
  return { code, isRefused: code === "confirmation" && (bytes[start]! & 1) === 1, telegram };
}
