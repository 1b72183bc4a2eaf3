/** Where questions to the local network go. */
export interface MdnsGroup {
  readonly address: string;
  readonly port: number;
}

/** The group of Multicast DNS over IPv4 (RFC 6762 §3). */
export const mdnsGroup: MdnsGroup = { address: "224.0.0.251", port: 5353 };
