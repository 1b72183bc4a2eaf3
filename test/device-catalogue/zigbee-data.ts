import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../house/workspace.js";
import type { DeviceRow } from "./device-row.js";

/**
 * What Zigbee2MQTT's devices are, as it is committed: few kinds of Things, and of each vendor the devices by number of their
 * kind. `npm run catalogue` makes it of the definitions that Zigbee2MQTT has.
 */
export interface ZigbeeData {
  /** Where the definitions are from, with the version. */
  readonly source: string;
  /** Models, and affordances of the common API, with spaces between. */
  readonly kinds: readonly (readonly [models: string, features: string])[];
  readonly vendors: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export const zigbeeFile = "docs/devices/zigbee.json";

/** Name of the family, as in the configuration of a gateway. */
export const zigbeeFamily = "zigbee2mqtt";

export const zigbeeData = (): ZigbeeData => JSON.parse(readFileSync(join(root, zigbeeFile), "utf8"));

/** A row for each device of `data`. */
export function zigbeeRows({ kinds, vendors }: ZigbeeData): readonly DeviceRow[] {
  const words = (text: string): readonly string[] => text.split(" ").filter((word) => word !== "");
  return Object.entries(vendors).flatMap(([vendor, byKind]) =>
    Object.entries(byKind).flatMap(([kind, devices]) => {
      const [models = "", features = ""] = kinds[Number(kind)] ?? [];
      return devices.map((device) => ({
        ...{ family: zigbeeFamily, vendor, device, models: words(models), features: words(features) },
      }));
    }),
  );
}
