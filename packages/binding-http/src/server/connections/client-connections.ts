import type { Socket } from "node:net";
import { peerNetwork } from "@thingwright/contracts";
import { networksOf } from "./networks.js";

/**
 * Counts open connections by the network of the remote address, so that one client cannot have them all, however many
 * addresses it has. A trusted proxy may: its connections are those of many clients.
 */
export class ClientConnections {
  readonly #maxPerClient: number;
  readonly #proxies: ReturnType<typeof networksOf>;
  readonly #counts = new Map<string, number>();

  constructor(maxPerClient: number, trustedProxies: readonly string[]) {
    this.#maxPerClient = maxPerClient;
    this.#proxies = networksOf(trustedProxies);
  }

  /** Counts `socket` while it is open; closes it when its client has too many. */
  readonly add = (socket: Socket): void => {
    const address = socket.remoteAddress ?? "";
    if (this.#proxies.has(address)) return;
    const client = peerNetwork(address);
    const open = this.#counts.get(client) ?? 0;
    if (open >= this.#maxPerClient) {
      socket.destroy();
      return;
    }
    this.#counts.set(client, open + 1);
    socket.once("close", () => this.#remove(client));
  };

  #remove(client: string): void {
    const open = (this.#counts.get(client) ?? 1) - 1;
    if (open === 0) this.#counts.delete(client);
    else this.#counts.set(client, open);
  }
}
