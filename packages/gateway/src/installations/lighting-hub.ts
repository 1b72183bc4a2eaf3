import type { DeviceName, ThingModelName } from "@thingwright/thing-descriptions";
import type { Installation, Installer } from "../installation.js";

/** The lamps of the simulated hub, by the hub's own ids. */
const lamps: readonly (readonly [string, string, DeviceName, ThingModelName])[] = [
  ["1", "Reading lamp", "lumenhaus/lh-p1", "on-off-light"],
  ["2", "Desk panel", "lumenhaus/lh-w10", "tunable-white-light"],
  ["3", "Shelf strip", "lumenhaus/lh-c9", "colour-light"],
  ["4", "Corridor lamp", "lumenhaus/lh-d8", "dimmable-light"],
];

/** Lamps behind a hub that speaks its maker's HTTP and JSON. */
export const lightingHub: Installer = ({ lightingHub: { url, applicationKey } }) =>
  lamps.map(
    ([lightId, title, device, model]): Installation => ({
      id: `urn:thingwright:building:lamp-${lightId}`,
      title,
      device,
      model,
      placeholders: { HUB_URL: url, LIGHT_ID: lightId },
      vendorProtocol: "Lumenhaus hub (HTTP/JSON)",
      credentials: { hub_key: { apiKey: applicationKey } },
    }),
  );
