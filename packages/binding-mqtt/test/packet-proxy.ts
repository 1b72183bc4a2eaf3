import { Condition } from "@thingwright/contract-tests";
import { type Packet, parser } from "mqtt-packet";
import { type TcpProxy, tcpProxy } from "./tcp-proxy.js";

/** A port in front of a broker, that reads along what clients send. */
export class PacketProxy implements AsyncDisposable {
  readonly #packets: Packet[] = [];
  readonly #condition = new Condition();
  #proxy!: TcpProxy;

  private constructor() {}

  static async before(port: number): Promise<PacketProxy> {
    const proxy = new PacketProxy();
    proxy.#proxy = await tcpProxy(port, () => {
      const reader = parser();
      reader.on("packet", (packet) => {
        proxy.#packets.push(packet);
        proxy.#condition.changed();
      });
      return (chunk) => void reader.parse(chunk);
    });
    return proxy;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.#proxy.port}`;
  }

  /** Versions of MQTT in the CONNECT packets, one each. */
  get connects(): readonly number[] {
    return this.#packets.flatMap((packet) => (packet.cmd === "connect" ? [packet.protocolVersion ?? 4] : []));
  }

  /** Filters of the SUBSCRIBE packets with their QoS, as often as they were asked for. */
  get subscriptions(): readonly { readonly topic: string; readonly qos: number }[] {
    const all = this.#packets.flatMap((packet) => (packet.cmd === "subscribe" ? packet.subscriptions : []));
    return all.map(({ topic, qos }) => ({ topic, qos }));
  }

  /** Filters of the UNSUBSCRIBE packets. */
  get unsubscriptions(): readonly string[] {
    return this.#packets.flatMap((packet) => (packet.cmd === "unsubscribe" ? packet.unsubscriptions : []));
  }

  /** QoS of the PUBLISH packets to `topic`, in order. */
  qosOn(topic: string): readonly number[] {
    const published = this.#packets.flatMap((packet) => (packet.cmd === "publish" ? [packet] : []));
    return published.filter((packet) => packet.topic === topic).map(({ qos }) => qos);
  }

  /** Resolves when `count` PUBLISH packets to `topic` have passed. */
  async untilPublished(topic: string, count: number): Promise<void> {
    const holds = (): boolean => this.qosOn(topic).length >= count;
    await this.#condition.until(holds, `${count} messages to ${topic}`, 5000);
  }

  /** Breaks all connections and refuses new ones until the returned function is called. */
  cut(): () => void {
    return this.#proxy.cut();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#proxy.close();
  }
}
