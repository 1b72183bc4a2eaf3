import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createSecureServer, type TlsOptions } from "node:tls";
import { encodePacket, type MqttPacket, type MqttVersion, PacketReader } from "../../src/wire/mqtt/mqtt-packet.js";

/** One client of a broker. */
export interface BrokerConnection {
  /** What its CONNECT said. */
  readonly version: MqttVersion;
  /** Sends something that is no answer. */
  send(packet: MqttPacket): void;
  /** Whether it is still there. */
  readonly isOpen: boolean;
}

/** What is answered to a packet: packets, or bytes that are none; `undefined` closes the connection. */
export type BrokerScript = (
  packet: MqttPacket,
  connection: BrokerConnection,
) => readonly (MqttPacket | Uint8Array)[] | undefined;

/** A broker over TCP or TLS that does what a script says. */
export class ScriptedBroker implements AsyncDisposable {
  readonly #server: Server;
  readonly #scheme: "mqtt" | "mqtts";
  readonly #sockets = new Set<Socket>();

  private constructor(script: BrokerScript, latencyMs: number, tls: TlsOptions | undefined) {
    const serve = (socket: Socket): void => this.#serve(socket, script, latencyMs);
    this.#scheme = tls === undefined ? "mqtt" : "mqtts";
    this.#server = tls === undefined ? createServer(serve) : createSecureServer(tls, serve);
    // A handshake that is refused is nobody's connection.
    this.#server.on("tlsClientError", () => {});
  }

  static async start(script: BrokerScript, latencyMs = 0, tls?: TlsOptions): Promise<ScriptedBroker> {
    const broker = new ScriptedBroker(script, latencyMs, tls);
    await new Promise<void>((resolve) => {
      broker.#server.listen(0, "127.0.0.1", resolve);
    });
    return broker;
  }

  get origin(): string {
    return `${this.#scheme}://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #serve(socket: Socket, script: BrokerScript, latencyMs: number): void {
    const reader = new PacketReader();
    let version: MqttVersion = 4;
    const connection: BrokerConnection = {
      get version() {
        return version;
      },
      get isOpen() {
        return !socket.destroyed;
      },
      send: (packet) => answer(socket, [packet], latencyMs),
    };
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("data", (bytes: Uint8Array) => {
      for (const packet of reader.push(bytes, 65_536) ?? []) {
        if (packet.type === "CONNECT") version = packet.body[6] === 5 ? 5 : 4;
        answer(socket, script(packet, connection), latencyMs);
      }
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
