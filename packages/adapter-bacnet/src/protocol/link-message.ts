/** Functions of the BACnet virtual link layer over IPv4 (ASHRAE 135 Annex J.2). */
export const linkFunction = {
  result: 0x00,
  forwarded: 0x04,
  registerForeignDevice: 0x05,
  distributeBroadcast: 0x09,
  unicast: 0x0a,
  broadcast: 0x0b,
} as const;

/** A place on an IPv4 network. */
export interface LinkAddress {
  readonly host: string;
  readonly port: number;
}

export type LinkMessage =
  /** Code 0 is success (§J.2.1). */
  | { readonly kind: "result"; readonly code: number }
  /** `origin` is where a forwarded message comes from; the datagram itself comes from a BBMD. */
  | { readonly kind: "network"; readonly npdu: Uint8Array; readonly origin: LinkAddress | undefined };

const type = 0x81;
const headerLength = 4;
const originLength = 6;

/** Reads one datagram; `undefined` for one that is no BACnet/IP, or that only a BBMD needs. Never throws. */
export function readLinkMessage(datagram: Uint8Array): LinkMessage | undefined {
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength);
  if (datagram.length < headerLength || view.getUint8(0) !== type || view.getUint16(2) !== datagram.length)
    return undefined;
  switch (view.getUint8(1)) {
    case linkFunction.result:
      return datagram.length < headerLength + 2 ? undefined : { kind: "result", code: view.getUint16(headerLength) };
    case linkFunction.unicast:
    case linkFunction.broadcast:
      return { kind: "network", npdu: datagram.subarray(headerLength), origin: undefined };
    case linkFunction.forwarded: {
      if (datagram.length < headerLength + originLength) return undefined;
      const host = datagram.subarray(headerLength, headerLength + 4).join(".");
      const origin = { host, port: view.getUint16(headerLength + 4) };
      return { kind: "network", npdu: datagram.subarray(headerLength + originLength), origin };
    }
    default:
      return undefined;
  }
}

/** A datagram of `function` with `body`. */
export function writeLinkMessage(code: number, body: Uint8Array): Uint8Array {
  const datagram = new Uint8Array(headerLength + body.length);
  const view = new DataView(datagram.buffer);
  view.setUint8(0, type);
  view.setUint8(1, code);
  view.setUint16(2, datagram.length);
  datagram.set(body, headerLength);
  return datagram;
}

/** Asks a BBMD to have broadcasts for `seconds` (§J.5.2). */
export const registration = (seconds: number): Uint8Array =>
  writeLinkMessage(linkFunction.registerForeignDevice, Uint8Array.of(seconds >> 8, seconds & 0xff));
