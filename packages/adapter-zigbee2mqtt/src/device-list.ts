import type { ListedDevice, UnofferedDevice } from "@thingwright/adapter-core";
import { type DeviceDefinition, describeDevice } from "./describe-device.js";
import type { DeviceAddress } from "./southbound.js";

/** A device that Zigbee2MQTT has, as `bridge/devices` lists it. */
export interface ZigbeeDevice {
  /** `0x` and 16 hexadecimal digits: the same for as long as the device lives. */
  readonly ieeeAddress: string;
  /** Levels of its topics; its owner may change it at any time. */
  readonly friendlyName: string;
  readonly definition: DeviceDefinition;
}

export interface DeviceList {
  readonly devices: readonly ZigbeeDevice[];
  /** Those that cannot be offered, by IEEE address. */
  readonly unoffered: readonly UnofferedDevice[];
}

/** The device with the Things that it is. */
export function listedDevice(
  { ieeeAddress: key, friendlyName: name, definition }: ZigbeeDevice,
  address: Omit<DeviceAddress, "name">,
): ListedDevice {
  return {
    key,
    name,
    revision: JSON.stringify(definition),
    describe: () => describeDevice(definition, { ...address, name }, `urn:zigbee:${key}`),
  };
}

/**
 * Reads the payload of `bridge/devices`: every device but the coordinator is in one list or the other. Never throws.
 *
 * @see https://www.zigbee2mqtt.io/guide/usage/mqtt_topics_and_messages.html
 */
export function readDeviceList(payload: unknown): DeviceList {
  const devices = new Map<string, ZigbeeDevice>();
  const unoffered: UnofferedDevice[] = [];
  for (const entry of Array.isArray(payload) ? payload : []) {
    const members: Members = typeof entry === "object" && entry !== null ? entry : {};
    if (members.type === "Coordinator") continue;
    const read = readDevice(members);
    if ("why" in read) unoffered.push(read);
    else devices.set(read.ieeeAddress, read);
  }
  return { devices: [...devices.values()], unoffered };
}

type Members = Readonly<Record<string, unknown>>;

function readDevice(members: Members): ZigbeeDevice | UnofferedDevice {
  const { ieee_address: address, friendly_name: name, definition, disabled } = members;
  const ieeeAddress = typeof address === "string" ? address : "unknown";
  const refused = (why: string): UnofferedDevice => ({ key: ieeeAddress, why });
  if (!/^0x[0-9a-f]{16}$/i.test(ieeeAddress)) return refused("it has no IEEE address");
  if (typeof name !== "string" || name === "") return refused("it has no name");
  if (!isTopic(name)) return refused(`its name "${name}" cannot be part of a topic`);
  if (disabled === true) return refused("it is disabled");
  const known = readDefinition(definition);
  return known === undefined
    ? refused("Zigbee2MQTT does not know what it is")
    : { ieeeAddress, friendlyName: name, definition: known };
}

/** Wildcards, and what a Form would take for a variable, are not written out (MQTT 5.0 §4.7.1). */
const isTopic = (name: string): boolean => !/[+#{}\0]/u.test(name);

function readDefinition(value: unknown): DeviceDefinition | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { vendor, model, exposes } = value as Members;
  return { vendor: textOr(vendor, "Unknown"), model: textOr(model, "device"), exposes };
}

const textOr = (value: unknown, otherwise: string): string =>
  typeof value === "string" && value !== "" ? value : otherwise;
