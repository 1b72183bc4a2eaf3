import type { DatagramPort, LinkAddress, OpenPort, PortEvents } from "../../src/index.js";

const textOf = ({ host, port }: LinkAddress): string => `${host}:${port}`;

/** Datagrams between addresses, in order and without loss, one turn later. */
export class MemoryLan {
  readonly #ports = new Map<string, PortEvents>();
  /** Everything that was sent, for tests that look at bytes. */
  readonly sent: { readonly datagram: Uint8Array; readonly to: string }[] = [];

  /** Opens ports at `address`. The broadcast address is `255.255.255.255`. */
  at(address: LinkAddress): OpenPort {
    return async (events) => {
      this.#ports.set(textOf(address), events);
      const port: DatagramPort = {
        send: (datagram, to) => this.send(datagram, address, to),
        close: async () => void this.#ports.delete(textOf(address)),
      };
      return port;
    };
  }

  send(datagram: Uint8Array, from: LinkAddress, to: LinkAddress): void {
    this.sent.push({ datagram, to: textOf(to) });
    setImmediate(() => {
      const receivers =
        to.host === "255.255.255.255"
          ? [...this.#ports].flatMap(([text, events]) => (text === textOf(from) ? [] : [events]))
          : [this.#ports.get(textOf(to))];
      for (const receiver of receivers) receiver?.message(Uint8Array.from(datagram), from);
    });
  }
}
