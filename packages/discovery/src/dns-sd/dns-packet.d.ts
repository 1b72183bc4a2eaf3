/** What is used of `dns-packet`, which has no types of its own. */
declare module "dns-packet" {
  interface Packet {
    type?: string;
    id?: number;
    flags?: number;
    rcode?: string;
    questions?: readonly object[];
    answers?: readonly object[];
    authorities?: readonly object[];
    additionals?: readonly object[];
  }
  export function encode(packet: Packet): Uint8Array;
  export function decode(bytes: Uint8Array): Packet;
  export const AUTHORITATIVE_ANSWER: number;
}
