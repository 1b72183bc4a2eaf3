import type { AdapterPlugin } from "@thingwright/adapter-core";
import { announcedAddresses } from "./announced.js";
import { findShelly } from "./find.js";
import { shelly } from "./shelly.js";

/** An entry of a configuration: Shelly devices. Their passwords are among the credentials. */
export interface ShellyEntry {
  /** Hosts, or `http:` URLs; or `mdns` for all that announce themselves. */
  readonly addresses: readonly string[] | "mdns";
}

/** Shelly devices, for programs that run adapters by a configuration. */
export const shellyPlugin: AdapterPlugin<ShellyEntry> = {
  name: "shelly",
  title: "Shelly",
  entrySchema: {
    type: "object",
    properties: {
      addresses: {
        oneOf: [{ const: "mdns" }, { type: "array", items: { type: "string", minLength: 1 }, minItems: 1 }],
      },
    },
    required: ["addresses"],
    additionalProperties: false,
  },
  keyOf: ({ addresses }) => (addresses === "mdns" ? addresses : addresses.join(" ")),
  start: (servient, { addresses }, { clock, logger, credentials, settingsOf }) =>
    shelly(servient, {
      addresses: addresses === "mdns" ? announcedAddresses({ clock, logger }) : addresses,
      clock,
      logger,
      ...(credentials && { credentials }),
      ...(settingsOf && { settingsOf }),
    }),
  find: (options) => findShelly(options),
};
