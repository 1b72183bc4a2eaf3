import { type AddressInfo, createServer } from "node:net";
import { Aedes } from "aedes";
import { connectAsync, type MqttClient } from "mqtt";

/** A broker on loopback. */
export interface TestBroker extends AsyncDisposable {
  readonly url: string;
}

export async function testBroker(): Promise<TestBroker> {
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export interface TestMessage {
  readonly topic: string;
  readonly text: string;
  readonly bytes: Buffer;
  readonly retain: boolean;
}

/** A client that keeps what it receives, in order. */
export class TestListener implements AsyncDisposable {
  readonly #client: MqttClient;
  readonly #received: TestMessage[] = [];
  #wake: () => void = () => {};

  private constructor(client: MqttClient) {
    this.#client = client;
    client.on("message", (topic, payload, packet) => {
      this.#received.push({ topic, text: payload.toString("utf8"), bytes: payload, retain: packet.retain });
      this.#wake();
    });
  }

  static async connect(url: string, topic: string): Promise<TestListener> {
    const client = await connectAsync(url, { reconnectPeriod: 0 });
    const listener = new TestListener(client);
    await client.subscribeAsync(topic);
    return listener;
  }

  /** The next message on `topic` that fits; those before it on the same topic are consumed. */
  async next(topic: string, fits: (message: TestMessage) => boolean = () => true): Promise<TestMessage> {
    for (;;) {
      const index = this.#received.findIndex((message) => message.topic === topic);
      if (index < 0) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      const [message] = this.#received.splice(index, 1);
      if (fits(message!)) return message!;
    }
  }

  async nextJson(topic: string, fits: (state: Record<string, unknown>) => boolean = () => true) {
    const message = await this.next(topic, ({ text }) => fits(JSON.parse(text)));
    return JSON.parse(message.text) as Record<string, unknown>;
  }

  /** What has come on `topic` and was not asked for yet. */
  pending(topic: string): number {
    return this.#received.filter((message) => message.topic === topic).length;
  }

  async publish(topic: string, payload: string | Buffer): Promise<void> {
    await this.#client.publishAsync(topic, payload, { qos: 1 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.endAsync(true);
  }
}
