import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { encodePacket, type MqttPacket, PacketReader } from "../../src/wire/mqtt/mqtt-packet.js";

/** What is answered to a packet: packets, or bytes that are none; `undefined` closes the connection. */
export type BrokerScript = (packet: MqttPacket) => readonly (MqttPacket | Uint8Array)[] | undefined;

/** A broker over TCP that does what a script says. */
export class ScriptedBroker implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(script: BrokerScript, latencyMs: number) {
    this.#server = createServer((socket) => {
      const reader = new PacketReader();
      this.#sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("data", (bytes) => {
        for (const packet of reader.push(bytes, 65_536) ?? []) answer(socket, script(packet), latencyMs);
      });
    });
  }

  static async start(script: BrokerScript, latencyMs = 0): Promise<ScriptedBroker> {
    const broker = new ScriptedBroker(script, latencyMs);
    await new Promise<void>((resolve) => {
      broker.#server.listen(0, "127.0.0.1", resolve);
    });
    return broker;
  }

  get origin(): string {
    return `mqtt://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}

function answer(socket: Socket, packets: ReturnType<BrokerScript>, latencyMs: number): void {
  const send = (): void => {
    if (packets === undefined) socket.destroy();
    else if (!socket.destroyed) {
      for (const packet of packets) socket.write(packet instanceof Uint8Array ? packet : encodePacket(packet));
    }
  };
  if (latencyMs === 0) send();
  else setTimeout(send, latencyMs).unref();
}
