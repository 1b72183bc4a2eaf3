import { describeBridge } from "@thingwright/adapter-hue";
import { house } from "../../../packages/adapter-hue/test/support/resources.js";
import type { Family } from "../sample.js";

/** Kinds of devices behind a Hue bridge, each by the resources that its maker documents. */
export const hue: Family = {
  name: "hue",
  title: "Philips Hue, by its bridge",
  page: "../../packages/adapter-hue/README.md",
  // Members of a room are an expression; the adapter allows as much.
  maxExpressionLength: 64 * 1024,
  async samples() {
    const address = { url: "https://192.0.2.7", id: "urn:example:bridge" };
    const { parts } = await describeBridge({ errors: [], data: house }, address);
    return parts.map((part) => ({
      vendor: "Philips Hue",
      device: kinds[part.title] ?? part.title,
      parts: [part],
      problems: [],
    }));
  },
};

/** What the devices of the house are, by what they are called there. */
const kinds: Readonly<Record<string, string>> = {
  "Sofa lamp": "lamp of colours",
  Plug: "smart plug",
  "Hall sensor": "motion sensor",
  Door: "contact sensor",
  Switch: "tap dial switch",
  "Living room": "room or zone",
  "Living room Relax": "scene",
};
