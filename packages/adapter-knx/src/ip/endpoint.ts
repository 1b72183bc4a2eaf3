import { isIPv4 } from "node:net";

/** Where messages go: an IPv4 address and a port. KNXnet/IP has no others. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Lets the peer answer to where the message came from: for address translation, and for TCP. */
export const wherever: Endpoint = Object.freeze({ address: "0.0.0.0", port: 0 });

const length = 8;

/** An endpoint as messages have it (HPAI). @see KNX Standard 03_08_02 §7.5.1 */
export const encodeEndpoint = ({ address, port }: Endpoint, isTcp: boolean): Uint8Array =>
  Uint8Array.from([length, isTcp ? 2 : 1, ...address.split(".").map(Number), port >> 8, port & 0xff]);

/** The endpoint at the start of `bytes`; `undefined` for what is none. */
export function decodeEndpoint(bytes: Uint8Array): Endpoint | undefined {
  if (bytes.length < length || bytes[0] !== length || (bytes[1] !== 1 && bytes[1] !== 2)) return undefined;
  const address = bytes.subarray(2, 6).join(".");
  return isIPv4(address) ? { address, port: (bytes[6]! << 8) | bytes[7]! } : undefined;
}

export const isWherever = ({ address, port }: Endpoint): boolean => address === wherever.address || port === 0;
