import { type AdapterPlugin, type FindOptions, type FoundEntry, heardTopics } from "@thingwright/adapter-core";
import { homeAssistant } from "./home-assistant.js";

/** An entry of a configuration: one broker on which devices announce themselves. */
export interface HomeAssistantEntry {
  /** URL of the broker. */
  readonly broker: string;
  /** First levels of the discovery topics; default `homeassistant`. */
  readonly prefix?: string;
}

const text = { type: "string", minLength: 1 } as const;

/** Home Assistant's MQTT discovery, for programs that run adapters by a configuration. */
export const homeAssistantPlugin: AdapterPlugin<HomeAssistantEntry> = {
  name: "homeAssistant",
  title: "Home Assistant MQTT discovery",
  entrySchema: {
    type: "object",
    properties: { broker: text, prefix: text },
    required: ["broker"],
    additionalProperties: false,
  },
  keyOf: ({ broker, prefix = "homeassistant" }) => `${broker} ${prefix}`,
  start: (servient, entry, { clock, logger, settingsOf }) =>
    homeAssistant(servient, { ...entry, clock, logger, ...(settingsOf && { settingsOf }) }),
  find,
};

/** Every one of the brokers on which something has announced itself. */
async function* find(options: FindOptions): AsyncIterable<FoundEntry<HomeAssistantEntry>> {
  const told = new Set<string>();
  for await (const { broker } of heardTopics("homeassistant/#", options)) {
    if (told.has(broker)) continue;
    told.add(broker);
    yield { entry: { broker }, title: `devices that announce themselves at ${broker}` };
  }
}
