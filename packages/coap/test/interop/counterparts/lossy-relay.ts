import { createSocket, type RemoteInfo, type Socket } from "node:dgram";

/** Which datagrams of those that pass are lost. */
export type Loses = (datagram: Uint8Array, direction: "to the server" | "to the client") => boolean;

/** Passes datagrams between clients and a server on 127.0.0.1, but not all. */
export class LossyRelay implements AsyncDisposable {
  readonly #front = createSocket("udp4");
  readonly #behind = new Map<string, Socket>();
  readonly #serverPort: number;
  readonly #loses: Loses;
  lost = 0;

  private constructor(serverPort: number, loses: Loses) {
    this.#serverPort = serverPort;
    this.#loses = loses;
  }

  static async start(serverPort: number, loses: Loses): Promise<LossyRelay> {
    const relay = new LossyRelay(serverPort, loses);
    relay.#front.on("message", (datagram, client) => relay.#toServer(datagram, client));
    await new Promise<void>((resolve) => relay.#front.bind(0, "127.0.0.1", resolve));
    return relay;
  }

  get port(): number {
    return this.#front.address().port;
  }

  /** Sends what clients send from now on from another port, as when a router has forgotten them. */
  rebind(): void {
    for (const socket of this.#behind.values()) socket.close();
    this.#behind.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of [this.#front, ...this.#behind.values()]) socket.close();
  }

  #toServer(datagram: Uint8Array, client: RemoteInfo): void {
    const behind = this.#socketOf(client);
    if (this.#isLost(datagram, "to the server")) return;
    behind.send(datagram, this.#serverPort, "127.0.0.1");
  }

  #socketOf({ address, port }: RemoteInfo): Socket {
    const key = `${address}:${port}`;
    const known = this.#behind.get(key);
    if (known !== undefined) return known;
    const socket = createSocket("udp4");
    this.#behind.set(key, socket);
    socket.on("message", (datagram) => {
      if (!this.#isLost(datagram, "to the client")) this.#front.send(datagram, port, address);
    });
    return socket;
  }

  #isLost(...passing: Parameters<Loses>): boolean {
    const isLost = this.#loses(...passing);
    if (isLost) this.lost++;
    return isLost;
  }
}
