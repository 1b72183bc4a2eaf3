import {
  type AdapterPlugin,
  brokerSecurity,
  type FindOptions,
  type FoundEntry,
  heardTopics,
} from "@thingwright/adapter-core";
import { homeAssistant } from "./home-assistant.js";

/** An entry of a configuration: one broker on which devices announce themselves. */
export interface HomeAssistantEntry {
  /** URL of the broker. Its user is among the credentials for any Thing (`*`), under the URL. */
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
  async start(servient, entry, { clock, logger, settingsOf, credentials }) {
    const security = await brokerSecurity(entry.broker, credentials);
    const settings = settingsOf && { settingsOf };
    return await homeAssistant(servient, { ...entry, clock, logger, ...settings, ...(security && { security }) });
  },
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
