import { readFileSync } from "node:fs";
import { UsageError } from "@thingwright/errors";
import type { ThingModel } from "@thingwright/td";
import { documents } from "./document.js";

/** Devices that a southbound description is here for: `maker/model`, file names in `devices/`. */
export const deviceNames = [
  "brisa/air-quality-sensor",
  "homie/dimmable-light",
  "homie/thermostat",
  "lumenhaus/lh-c9",
  "lumenhaus/lh-d8",
  "lumenhaus/lh-p1",
  "lumenhaus/lh-w10",
  "nordklima/fan-coil-unit",
  "shelly/gen1-dimmer",
  "shelly/gen1-plug",
  "shelly/gen1-rgbw",
  "shelly/gen2-cover",
  "shelly/gen2-plug",
  "sparkplug/vav-box",
  "tasmota/climate-sensor",
  "tasmota/colour-bulb",
  "tasmota/energy-meter",
  "tasmota/plug",
  "zb/climate-sensor",
  "zb/contact-sensor",
  "zb/occupancy-sensor",
  "zigbee2mqtt/climate-sensor",
  "zigbee2mqtt/colour-bulb",
  "zigbee2mqtt/cover",
  "zigbee2mqtt/thermostat",
] as const;

export type DeviceName = (typeof deviceNames)[number];

const read = documents("devices", deviceNames, ".tm.jsonld");

/**
 * How a vendor's device is spoken to: a Thing Model with ordinary Forms to its own interface, placeholders for what
 * differs from device to device, and the mapping to a model of the common API. Frozen, and the same object each time.
 *
 * @throws {UsageError} WOT_ARGUMENT when there is none of this name
 */
export function deviceDescription(name: DeviceName): ThingModel {
  return read(name);
}

/** Devices whose MQTT traffic a recording is here for: `maker/model`, file names in `devices/`. */
export const recordedNames = [
  "homie/dimmable-light",
  "homie/thermostat",
  "shelly/gen1-dimmer",
  "shelly/gen1-plug",
  "shelly/gen1-rgbw",
  "shelly/gen2-cover",
  "shelly/gen2-plug",
  "sparkplug/vav-box",
  "tasmota/climate-sensor",
  "tasmota/colour-bulb",
  "tasmota/energy-meter",
  "tasmota/plug",
  "zigbee2mqtt/climate-sensor",
  "zigbee2mqtt/colour-bulb",
  "zigbee2mqtt/cover",
  "zigbee2mqtt/thermostat",
] as const satisfies readonly DeviceName[];

export type RecordedName = (typeof recordedNames)[number];

const recorded: ReadonlySet<string> = new Set(recordedNames);

/**
 * The traffic of a device over MQTT as JSON Lines, which `RecordedDevice` of `@thingwright/simulator` plays. Written from
 * the vendor's public documentation, which its first line names; its placeholders are those of the description.
 *
 * @throws {UsageError} WOT_ARGUMENT when there is none of this name
 */
export function recordedTraffic(name: RecordedName): string {
  if (!recorded.has(name)) throw new UsageError("WOT_ARGUMENT", `there is no traffic of "${name}"`);
  return readFileSync(new URL(`../devices/${name}.traffic.jsonl`, import.meta.url), "utf8");
}
