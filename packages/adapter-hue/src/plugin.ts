import type { AdapterPlugin } from "@thingwright/adapter-core";
import { findBridges } from "./find.js";
import { hue } from "./hue.js";
import { pair } from "./pair.js";
import { keyDefinition } from "./southbound.js";

/** An entry of a configuration: one Hue bridge. Its key is among the credentials, by `id` and `application_key`. */
export interface HueEntry {
  /** `https://` URL of the bridge. */
  readonly url: string;
  /** By this id the credentials for it are found; default `urn:hue:bridge`. */
  readonly id?: string;
  /** Allows an `http://` URL, for bridges of the first generation. */
  readonly allowInsecure?: boolean;
}

const text = { type: "string", minLength: 1 } as const;

/** Hue bridges, for programs that run adapters by a configuration. */
export const huePlugin: AdapterPlugin<HueEntry> = {
  name: "hue",
  title: "Philips Hue",
  entrySchema: {
    type: "object",
    properties: { url: text, id: text, allowInsecure: { type: "boolean" } },
    required: ["url"],
    additionalProperties: false,
  },
  keyOf: ({ url }) => url,
  start: (servient, entry, { clock, logger, settingsOf }) =>
    hue(servient, { ...entry, clock, logger, ...(settingsOf && { settingsOf }) }),
  find: (options) => findBridges(options),
  async pair({ url, id = "urn:hue:bridge", allowInsecure = false }, { servient, signal, clock, tell }) {
    tell("press the link button of the bridge");
    const apiKey = await pair(servient, url, { application: "thingwright#gateway", allowInsecure, signal, clock });
    return { id, definition: keyDefinition, credentials: { apiKey } };
  },
};
