import type { DeviceName, ThingModelName } from "@thingwright/thing-descriptions";
import type { Installation, Installer } from "../installation.js";

interface Lamp {
  readonly id: string;
  readonly en: string;
  readonly de: string;
  readonly device: DeviceName;
  readonly model: ThingModelName;
}

/** The lamps of the simulated hub, by the hub's own ids. */
const lamps: Readonly<Record<string, Lamp>> = {
  "1": {
    id: "urn:uuid:bde9f241-df07-4861-b78b-47900468ea7e",
    en: "Reading lamp",
    de: "Leselampe",
    device: "lumenhaus/lh-p1",
    model: "on-off-light",
  },
  "2": {
    id: "urn:uuid:dc2c44b9-535b-493b-b606-a7a5b70ba538",
    en: "Desk panel",
    de: "Schreibtischleuchte",
    device: "lumenhaus/lh-w10",
    model: "tunable-white-light",
  },
  "3": {
    id: "urn:uuid:d0600494-f86c-46ce-a347-3acbe02da957",
    en: "Shelf strip",
    de: "Regalleuchte",
    device: "lumenhaus/lh-c9",
    model: "colour-light",
  },
  "4": {
    id: "urn:uuid:39db4c09-51b4-4e7e-a979-90c52c66e7f9",
    en: "Corridor lamp",
    de: "Flurlampe",
    device: "lumenhaus/lh-d8",
    model: "dimmable-light",
  },
};

/** Lamps behind a hub that speaks its maker's HTTP and JSON. */
export const lightingHub: Installer = ({ lightingHub: { url, applicationKey } }) =>
  Object.entries(lamps).map(
    ([lightId, { id, en, de, device, model }]): Installation => ({
      ...{ id, title: en, titles: { en, de }, device, model },
      placeholders: { HUB_URL: url, LIGHT_ID: lightId },
      vendorProtocol: "Lumenhaus hub (HTTP/JSON)",
      credentials: { hub_key: { apiKey: applicationKey } },
    }),
  );
