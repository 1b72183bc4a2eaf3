import { connectAsync, type MqttClient } from "mqtt";
import type { ZigbeeDefinition } from "../../../tools/zigbee-definitions.mjs";

interface Expose {
  readonly type: string;
  readonly property?: string;
  readonly access?: number;
  readonly value_min?: number;
  readonly value_max?: number;
  readonly value_on?: unknown;
  readonly value_off?: unknown;
  readonly values?: readonly unknown[];
  readonly features?: readonly Expose[];
  readonly item_type?: Expose;
}

type State = Record<string, unknown>;

/** Devices behind a Zigbee2MQTT, with values of the kinds that they expose. */
export class PlayedZigbee implements AsyncDisposable {
  readonly #client: MqttClient;
  readonly #states: ReadonlyMap<string, State>;

  private constructor(client: MqttClient, states: ReadonlyMap<string, State>) {
    this.#client = client;
    this.#states = states;
    client.on("message", (topic, payload) => void this.#take(topic, payload.toString()));
  }

  /** Lists `definitions` as devices `device-0`, `device-1` … */
  static async start(url: string, definitions: readonly ZigbeeDefinition[]): Promise<PlayedZigbee> {
    const client = await connectAsync(url);
    const states = definitions.map(({ exposes }, index) => [`device-${index}`, stateOf(exposes as Expose[])] as const);
    const played = new PlayedZigbee(client, new Map(states));
    await client.subscribeAsync(["zigbee2mqtt/+/set", "zigbee2mqtt/+/get"]);
    const list = definitions.map((definition, index) => ({
      ieee_address: `0x${index.toString(16).padStart(16, "0")}`,
      friendly_name: `device-${index}`,
      type: "Router",
      definition,
    }));
    await played.#say("bridge/state", { state: "online" });
    await played.#say("bridge/devices", list);
    return played;
  }

  /** What a device has. */
  stateOf(name: string): Readonly<State> {
    return this.#states.get(name)!;
  }

  async reportAll(): Promise<void> {
    for (const name of this.#states.keys()) await this.#say(name, this.#states.get(name));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.endAsync(true);
  }

  async #say(topic: string, payload: unknown): Promise<void> {
    await this.#client.publishAsync(`zigbee2mqtt/${topic}`, JSON.stringify(payload), { qos: 1, retain: true });
  }

  async #take(topic: string, text: string): Promise<void> {
    const [, name = "", verb] = topic.split("/");
    if (verb === "set") Object.assign(this.#states.get(name) ?? {}, JSON.parse(text));
    await this.#say(name, this.#states.get(name));
  }
}

/** Some value of everything that is published. */
function stateOf(exposes: readonly Expose[]): State {
  const state: State = {};
  for (const expose of exposes) {
    const { property, features = [], access = 1 } = expose;
    if (property === undefined || property === "") Object.assign(state, stateOf(features));
    else if ((access & 1) !== 0) state[property] = merged(state[property], someValue(expose));
  }
  return state;
}

/** Two ways to say a colour are members of one. */
const merged = (before: unknown, value: unknown): unknown =>
  typeof before === "object" && typeof value === "object" ? { ...before, ...value } : value;

function someValue(expose: Expose): unknown {
  const { type, value_min: least, value_max: most, features = [] } = expose;
  switch (type) {
    case "binary":
      return expose.value_on;
    case "numeric":
      // Within all that a share, a coordinate and a temperature may be.
      return least === undefined && most === undefined ? 0.3 : Math.min(Math.max(21, least ?? 0), most ?? 21);
    case "enum":
      return expose.values?.[0];
    case "list":
      return [];
    case "composite":
      return Object.fromEntries(features.map((feature) => [feature.property, someValue(feature)]));
    default:
      return "";
  }
}
