import { createServer, type Socket } from "node:net";
import { Condition } from "@thingwright/contract-tests";
import { generate, type IConnackPacket, type Packet, parser } from "mqtt-packet";

/** A packet that came, of the kind that was asked for. */
export type Received<K extends Packet["cmd"]> = Extract<Packet, { readonly cmd: K }>;

/** Decides what a broker does with a packet; true when that is all, else it does what any broker would. */
export type Script = (packet: Packet, link: BrokerLink) => boolean | undefined;

/** The broker's end of one connection. */
export class BrokerLink {
  readonly protocolVersion: number;
  readonly #socket: Socket;

  constructor(socket: Socket, protocolVersion: number) {
    this.#socket = socket;
    this.protocolVersion = protocolVersion;
  }

  send(packet: Packet): void {
    this.sendBytes(generate(packet, { protocolVersion: this.protocolVersion }));
  }

  /** Sends what no broker should. */
  sendBytes(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  publish(topic: string, payload: string | Buffer, more: Partial<Received<"publish">> = {}): void {
    this.send({ cmd: "publish", topic, payload, qos: 0, retain: false, dup: false, ...more });
  }

  cut(): void {
    this.#socket.destroy();
  }
}

/** A broker that routes nothing: it acknowledges, remembers what came, and sends what a test tells it to. */
export class ScriptedBroker implements AsyncDisposable {
  readonly received: Packet[] = [];
  /** Properties of CONNACK, with MQTT 5. */
  connack: IConnackPacket["properties"] = {};
  script: Script = () => false;
  /** Whether it says, to whoever asks for the session of before, that it has it. */
  keepsSessions = false;
  /** The latest connection. */
  link!: BrokerLink;
  readonly #server = createServer((socket) => this.#accept(socket));
  readonly #sockets = new Set<Socket>();
  readonly #condition = new Condition();

  static async start(script: Script = () => false): Promise<ScriptedBroker> {
    const broker = new ScriptedBroker();
    broker.script = script;
    await new Promise<void>((resolve) => broker.#server.listen(0, "127.0.0.1", resolve));
    return broker;
  }

  get url(): string {
    const address = this.#server.address();
    return `mqtt://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  }

  all<K extends Packet["cmd"]>(cmd: K): readonly Received<K>[] {
    return this.received.filter((packet): packet is Received<K> => packet.cmd === cmd);
  }

  /** The packet of number `index` of its kind, now or later. */
  async nth<K extends Packet["cmd"]>(cmd: K, index: number): Promise<Received<K>> {
    await this.#condition.until(() => this.all(cmd).length > index, `${cmd} number ${index}`, 3000);
    return this.all(cmd)[index]!;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy()).on("close", () => this.#sockets.delete(socket));
    const reader = parser();
    reader.on("packet", (packet: Packet) => {
      if (packet.cmd === "connect") this.link = new BrokerLink(socket, packet.protocolVersion ?? 4);
      this.received.push(packet);
      if (this.script(packet, this.link) !== true) this.#answer(packet, this.link);
      this.#condition.changed();
    });
    socket.on("data", (bytes) => reader.parse(bytes));
  }

  #answer(packet: Packet, link: BrokerLink): void {
    if (packet.cmd === "connect") {
      const sessionPresent = this.keepsSessions && packet.clean === false;
      const five = link.protocolVersion === 5 ? { reasonCode: 0, properties: this.connack ?? {} } : {};
      link.send({ cmd: "connack", returnCode: 0, sessionPresent, ...five });
    } else acknowledge(packet, link);
  }
}

function acknowledge(packet: Packet, link: BrokerLink): void {
  const { messageId } = packet;
  const id = messageId === undefined ? {} : { messageId };
  if (packet.cmd === "subscribe") {
    link.send({ cmd: "suback", ...id, granted: packet.subscriptions.map(({ qos }) => qos) });
  } else if (packet.cmd === "unsubscribe") {
    link.send({ cmd: "unsuback", ...id, granted: packet.unsubscriptions.map(() => 0) });
  } else if (packet.cmd === "publish" && packet.qos === 1) {
    link.send({ cmd: "puback", ...id });
  } else if (packet.cmd === "publish" && packet.qos === 2) {
    link.send({ cmd: "pubrec", ...id });
  } else if (packet.cmd === "pubrel") {
    link.send({ cmd: "pubcomp", ...id });
  } else if (packet.cmd === "pingreq") {
    link.send({ cmd: "pingresp" });
  }
}
