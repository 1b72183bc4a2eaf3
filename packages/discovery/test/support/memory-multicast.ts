import { type DnsMessage, decodeMessage } from "../../src/dns-sd/dns-message.js";
import { defaultDnsSdLimits } from "../../src/dns-sd/dns-sd-limits.js";
import type { MulticastNetwork, MulticastSender } from "../../src/index.js";

type Receiver = (message: Uint8Array, from: MulticastSender) => void;

/** A local network in memory, on which everybody hears everything at once, and which keeps what was said. */
export class MemoryMulticast {
  readonly messages: Uint8Array[] = [];
  readonly #members = new Set<Receiver>();

  /** How many take part. */
  get members(): number {
    return this.#members.size;
  }

  /** Everything that was said, decoded. */
  get said(): readonly DnsMessage[] {
    return this.messages.map((message) => decodeMessage(message, defaultDnsSdLimits) as DnsMessage);
  }

  /** The network as one machine sees it. */
  from(address: string): MulticastNetwork {
    return {
      join: async (receive) => {
        this.#members.add(receive);
        const send = (message: Uint8Array): void => this.say(message, { address, port: 5353 });
        return {
          port: 5353,
          links: [{ address, send }],
          close: async () => void this.#members.delete(receive),
        };
      },
    };
  }

  /** Says what a test wants to be heard. */
  say(message: Uint8Array, from: MulticastSender = { address: "192.0.2.66", port: 5353 }): void {
    this.messages.push(message);
    for (const receive of [...this.#members]) receive(message, from);
  }
}
