import { Condition } from "@thingwright/contract-tests";
import { connectAsync, type MqttClient } from "mqtt";

/** Devices on a broker, as far as others see them: what they announce, say and are told. */
export class AnnouncingDevices implements AsyncDisposable {
  readonly heard: { readonly topic: string; readonly payload: string }[] = [];
  readonly #client: MqttClient;
  readonly #condition = new Condition();

  private constructor(client: MqttClient) {
    this.#client = client;
    client.on("message", (topic, payload) => {
      this.heard.push({ topic, payload: payload.toString() });
      this.#condition.changed();
    });
  }

  static async start(url: string): Promise<AnnouncingDevices> {
    const client = await connectAsync(url, { reconnectPeriod: 0 });
    const devices = new AnnouncingDevices(client);
    await client.subscribeAsync(["+/set", "+/+/set", "cmnd/#", "+/+/+/command"]);
    return devices;
  }

  /** Publishes a configuration, retained; without one, takes it back. */
  async announce(place: string, config?: unknown): Promise<void> {
    const payload = config === undefined ? "" : typeof config === "string" ? config : JSON.stringify(config);
    await this.#client.publishAsync(`homeassistant/${place}/config`, payload, { retain: true, qos: 1 });
  }

  /** Publishes a state, retained. */
  async say(topic: string, payload: unknown): Promise<void> {
    const text = typeof payload === "string" ? payload : JSON.stringify(payload);
    await this.#client.publishAsync(topic, text, { retain: true, qos: 1 });
  }

  /** Resolves with what was first published to `topic`. */
  async untilTold(topic: string): Promise<string> {
    const find = () => this.heard.find((each) => each.topic === topic);
    await this.#condition.until(() => find() !== undefined, `something on ${topic}`, 5000);
    return find()!.payload;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.endAsync(true);
  }
}
