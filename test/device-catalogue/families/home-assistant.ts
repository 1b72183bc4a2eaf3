import { describeDevice, readConfig } from "@thingwright/adapter-home-assistant";
import type { Family, Sample } from "../sample.js";
import { announcements } from "./home-assistant-announcements.js";

/** Kinds of entities that devices announce by Home Assistant's MQTT discovery. */
export const homeAssistant: Family = {
  name: "homeAssistant",
  title: "Devices that announce themselves by Home Assistant's MQTT discovery",
  page: "../../packages/adapter-home-assistant/README.md",
  maxExpressionLength: 8_000,
  samples: () => Promise.all(announcements.map(sampleOf)),
};

async function sampleOf([component, what, config]: (typeof announcements)[number]): Promise<Sample> {
  const topic = { component, nodeId: undefined, objectId: "device" };
  const { entities, problems } = readConfig(topic, config);
  const address = { broker: "mqtt://broker.example" };
  const described = await describeDevice({ name: what, entities }, address, "urn:example:device");
  const device = what === "" ? component : `${component} (${what})`;
  return { vendor: "any", device, parts: described.parts, problems: [...problems, ...described.problems] };
}
