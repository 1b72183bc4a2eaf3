import type { ListedDevice } from "@thingwright/adapter-core";
import { describeRegisterMap } from "./describe-register-map.js";
import { addressOf, type ModbusDeviceEntry } from "./modbus-device-entry.js";
import { type RecognitionOptions, recognized } from "./recognize.js";
import type { RegisterMap } from "./register-map.js";
import { describeSunSpec } from "./sunspec/describe-sunspec.js";
import { type SunSpecScan, scanSunSpec } from "./sunspec/scan-sunspec.js";

/** A device of which the register map is known. */
export function listedByMap(entry: ModbusDeviceEntry, map: RegisterMap): ListedDevice {
  const { id, title, parameters } = entry;
  const device = { id, title, address: addressOf(entry), ...(parameters && { parameters }) };
  return {
    key: id,
    name: title,
    revision: JSON.stringify([device.address, map, parameters]),
    describe: () => describeRegisterMap(map, device),
  };
}

/** A device of which the models of SunSpec are known. */
export function listedByScan(entry: ModbusDeviceEntry, scan: SunSpecScan): ListedDevice {
  const { id, title } = entry;
  const address = addressOf(entry);
  const models = scan.models.map(({ id: number, address: at, length, points }) => [number, at, length, points]);
  return {
    key: id,
    name: title,
    revision: JSON.stringify([address, models]),
    describe: () => describeSunSpec(scan, { id, title, address }),
  };
}

/**
 * What the device of an entry without a map is: by the signs of `maps`, or by SunSpec. `undefined` when it shows neither.
 *
 * @throws {WotError} when it cannot be reached
 */
export async function identified(
  entry: ModbusDeviceEntry,
  maps: readonly RegisterMap[],
  options: RecognitionOptions,
): Promise<ListedDevice | undefined> {
  const address = addressOf(entry);
  const map = entry.map === "sunspec" ? undefined : await recognized(maps, address, options);
  if (map !== undefined) return listedByMap(entry, map);
  const scan = await scanSunSpec(address, options);
  return scan && listedByScan(entry, scan);
}
