import type { AdapterPlugin } from "@thingwright/adapter-core";
import { shelly } from "./shelly.js";

/** An entry of a configuration: Shelly devices. Their passwords are among the credentials. */
export interface ShellyEntry {
  /** Hosts, or `http:` URLs. */
  readonly addresses: readonly string[];
}

/** Shelly devices, for programs that run adapters by a configuration. */
export const shellyPlugin: AdapterPlugin<ShellyEntry> = {
  name: "shelly",
  title: "Shelly",
  entrySchema: {
    type: "object",
    properties: { addresses: { type: "array", items: { type: "string", minLength: 1 }, minItems: 1 } },
    required: ["addresses"],
    additionalProperties: false,
  },
  keyOf: ({ addresses }) => addresses.join(" "),
  start: (servient, { addresses }, { clock, logger, credentials, settingsOf }) =>
    shelly(servient, {
      addresses,
      clock,
      logger,
      ...(credentials && { credentials }),
      ...(settingsOf && { settingsOf }),
    }),
};
