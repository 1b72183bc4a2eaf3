import {
  type AdapterPlugin,
  brokerSecurity,
  type FindOptions,
  type FoundEntry,
  heardTopics,
} from "@thingwright/adapter-core";
import { zigbee2mqtt } from "./zigbee2mqtt.js";

/** An entry of a configuration: one Zigbee2MQTT. */
export interface Zigbee2MqttEntry {
  /** URL of the broker. Its user is among the credentials for any Thing (`*`), under the URL. */
  readonly broker: string;
  /** First levels of all topics; default `zigbee2mqtt`. */
  readonly base?: string;
}

const text = { type: "string", minLength: 1 } as const;

/** Zigbee2MQTT, for programs that run adapters by a configuration. */
export const zigbee2mqttPlugin: AdapterPlugin<Zigbee2MqttEntry> = {
  name: "zigbee2mqtt",
  title: "Zigbee2MQTT",
  entrySchema: {
    type: "object",
    properties: { broker: text, base: text },
    required: ["broker"],
    additionalProperties: false,
  },
  keyOf: ({ broker, base = "zigbee2mqtt" }) => `${broker} ${base}`,
  async start(servient, entry, { clock, logger, settingsOf, credentials }) {
    const security = await brokerSecurity(entry.broker, credentials);
    const settings = settingsOf && { settingsOf };
    return await zigbee2mqtt(servient, { ...entry, clock, logger, ...settings, ...(security && { security }) });
  },
  find,
};

/** Every Zigbee2MQTT that has said at one of the brokers how it is, whatever its first level. */
async function* find(options: FindOptions): AsyncIterable<FoundEntry<Zigbee2MqttEntry>> {
  for await (const { broker, topic } of heardTopics("+/bridge/state", options)) {
    const base = topic.slice(0, topic.indexOf("/"));
    yield { entry: { broker, base }, title: `Zigbee2MQTT "${base}" at ${broker}` };
  }
}
