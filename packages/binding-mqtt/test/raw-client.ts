import { Condition } from "@thingwright/contract-tests";
import { connectAsync, type IClientPublishOptions, type IPublishPacket, type MqttClient } from "mqtt";

/** How long what is bound to come may take on a machine that is busy. */
const patienceMs = 10_000;

/** What a raw client heard. */
export interface Heard {
  readonly topic: string;
  readonly text: string;
  readonly packet: IPublishPacket;
}

/** Anybody's MQTT client: knows nothing of Things. */
export class RawClient implements AsyncDisposable {
  readonly heard: Heard[] = [];
  readonly #client: MqttClient;
  readonly #condition = new Condition();

  constructor(client: MqttClient) {
    this.#client = client;
    client.on("message", (topic, payload, packet) => {
      this.heard.push({ topic, text: payload.toString(), packet });
      this.#condition.changed();
    });
  }

  async listen(...filters: readonly string[]): Promise<void> {
    await this.#client.subscribeAsync([...filters]);
  }

  /** Calls `act` with every message from now on. */
  onMessage(act: (topic: string, text: string) => void): void {
    this.#client.on("message", (topic, payload) => act(topic, payload.toString()));
  }

  async publish(topic: string, payload: string | Buffer, options: IClientPublishOptions = {}): Promise<void> {
    await this.#client.publishAsync(topic, payload, { qos: 1, ...options });
  }

  /** The first message on `topic`, now or later. */
  async first(topic: string): Promise<Heard> {
    await this.#condition.until(() => this.on(topic).length > 0, `a message on ${topic}`, patienceMs);
    return this.on(topic)[0]!;
  }

  /** Resolves when `text` was heard on `topic`. */
  async until(topic: string, text: string): Promise<void> {
    const holds = (): boolean => this.on(topic).some((heard) => heard.text === text);
    await this.#condition.until(holds, `${text} on ${topic}`, patienceMs);
  }

  /** Resolves when `count` messages were heard on `topic`. */
  async untilCount(topic: string, count: number): Promise<void> {
    await this.#condition.until(() => this.on(topic).length >= count, `${count} messages on ${topic}`, patienceMs);
  }

  on(topic: string): readonly Heard[] {
    return this.heard.filter((heard) => heard.topic === topic);
  }

  /** Like `listen`, and the broker may deliver with that much. */
  async listenAt(qos: 0 | 1 | 2, ...filters: readonly string[]): Promise<void> {
    await this.#client.subscribeAsync([...filters], { qos });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.endAsync(true);
  }
}

/** Connects a raw client. */
export async function rawClient(url: string, protocolVersion: 4 | 5 = 4): Promise<RawClient> {
  return new RawClient(await connectAsync(url, { protocolVersion, reconnectPeriod: 0 }));
}
