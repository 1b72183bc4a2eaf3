import {
  type ManualClock,
  type MemoryNetwork,
  type MemoryNetworkOptions,
  manualClock,
  memoryNetwork,
  seededRandom,
} from "@thingwright/coap";
import type { WotError } from "@thingwright/errors";
import { type DtlsTransport, type DtlsTransportOptions, dtlsTransport } from "../../src/index.js";

export const SERVER = { address: "10.9.9.9", port: 5684 };
export const psk = { identity: "lamp-7", key: Buffer.from("a shared secret!") };
export const keys = (identity: string) => (identity === psk.identity ? psk.key : undefined);

/** What one side got from above, and what went wrong there. */
export class Side {
  readonly received: { text: string; address: string; port: number }[] = [];
  readonly errors: WotError[] = [];
  readonly failures: unknown[] = [];
  /** Addresses of peers whose session is over. */
  readonly gone: string[] = [];
  readonly transport: DtlsTransport;

  constructor(options: DtlsTransportOptions) {
    this.transport = dtlsTransport({ onError: (error) => this.errors.push(error), ...options });
  }

  async open(): Promise<this> {
    await this.transport.open({
      onDatagram: (datagram, address, port) =>
        this.received.push({ text: Buffer.from(datagram).toString(), address, port }),
      onError: () => undefined,
      onPeerGone: (address) => this.gone.push(address),
    });
    return this;
  }

  get texts(): string[] {
    return this.received.map(({ text }) => text);
  }

  say(text: string, { address, port } = SERVER): void {
    this.transport.send(Buffer.from(text), address, port, (error) => this.failures.push(error));
  }

  /** Answers the latest datagram. */
  answer(text: string): void {
    this.say(text, this.received.at(-1));
  }
}

export type SideOptions = Partial<Omit<DtlsTransportOptions, "over" | "clock">>;

/** A server, and whoever comes, on one simulated network under one clock. */
export class Lab {
  readonly clock: ManualClock = manualClock(1000);
  readonly network: MemoryNetwork;

  constructor(network: MemoryNetworkOptions = {}) {
    this.network = memoryNetwork({ clock: this.clock, random: seededRandom(7), ...network });
  }

  server(options: SideOptions = {}): Promise<Side> {
    const { clock, network } = this;
    return new Side({ over: network.transport(SERVER), clock, server: { psk: keys }, ...options }).open();
  }

  client(options: SideOptions = {}, local: Partial<typeof SERVER> = {}): Promise<Side> {
    const { clock, network } = this;
    return new Side({ over: network.transport(local), clock, client: { psk }, ...options }).open();
  }
}
