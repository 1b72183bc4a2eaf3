import { families } from "../families/families.js";
import { zigbeeFamily } from "../zigbee-data.js";

/** A family as the pages name it. */
export interface FamilyTitle {
  readonly name: string;
  readonly title: string;
  /** What is to be read about it, from `docs/devices`. */
  readonly page: string;
}

export const familyTitles: readonly FamilyTitle[] = [
  ...families,
  {
    name: zigbeeFamily,
    title: "Zigbee devices, by Zigbee2MQTT",
    page: "../../packages/adapter-zigbee2mqtt/README.md",
  },
].sort((one, other) => (one.name < other.name ? -1 : 1));
