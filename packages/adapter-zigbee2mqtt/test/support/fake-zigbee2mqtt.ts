import { Condition } from "@thingwright/contract-tests";
import { connectAsync, type MqttClient } from "mqtt";

type Payload = Readonly<Record<string, unknown>>;

/** What Zigbee2MQTT does on a broker, as far as its users see it: lists, states, and what is set. */
export class FakeZigbee2Mqtt implements AsyncDisposable {
  /** Topics without the base, and what was published to them. */
  readonly heard: { readonly topic: string; readonly payload: Payload }[] = [];
  readonly #client: MqttClient;
  readonly #base: string;
  readonly #condition = new Condition();
  readonly #states = new Map<string, Payload>();

  private constructor(client: MqttClient, base: string) {
    this.#client = client;
    this.#base = base;
    client.on("message", (topic, payload) => this.#take(topic.slice(base.length + 1), payload.toString()));
  }

  static async start(url: string, base = "zigbee2mqtt"): Promise<FakeZigbee2Mqtt> {
    const client = await connectAsync(url, { reconnectPeriod: 0 });
    const fake = new FakeZigbee2Mqtt(client, base);
    await client.subscribeAsync([`${base}/+/set`, `${base}/+/get`, `${base}/+/+/set`, `${base}/+/+/get`]);
    await fake.say("bridge/state", { state: "online" });
    return fake;
  }

  /** Publishes the list of devices: names and definitions by IEEE address. */
  async list(devices: Readonly<Record<string, readonly [name: string, definition: object | null, more?: object]>>) {
    const entries = Object.entries(devices).map(([ieee_address, [friendly_name, definition, more]]) => ({
      ieee_address,
      friendly_name,
      type: "EndDevice",
      disabled: false,
      definition,
      ...more,
    }));
    await this.say("bridge/devices", [{ type: "Coordinator", ieee_address: "0x0", definition: null }, ...entries]);
  }

  /** Publishes, retained. */
  async say(topic: string, payload: unknown): Promise<void> {
    await this.#client.publishAsync(`${this.#base}/${topic}`, JSON.stringify(payload), { retain: true, qos: 1 });
  }

  /** A device reports `changes` of its state. */
  async report(name: string, changes: Payload): Promise<void> {
    const state = { ...this.#states.get(name), ...changes };
    this.#states.set(name, state);
    await this.#client.publishAsync(`${this.#base}/${name}`, JSON.stringify(state), { qos: 1 });
  }

  /** Resolves with what was first set at the device. */
  async untilSet(name: string): Promise<Payload> {
    const find = () => this.heard.find(({ topic }) => topic === `${name}/set`);
    await this.#condition.until(() => find() !== undefined, `something to be set at ${name}`, 5000);
    return find()!.payload;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.endAsync(true);
  }

  #take(topic: string, text: string): void {
    const payload = JSON.parse(text) as Payload;
    this.heard.push({ topic, payload });
    this.#condition.changed();
    const name = topic.slice(0, topic.lastIndexOf("/"));
    void this.report(name, topic.endsWith("/set") ? payload : {});
  }
}
