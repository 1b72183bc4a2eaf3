import type { RegisterMapName } from "./known-maps.js";
import type { RegisterMap, Scalar } from "./register-map.js";
import type { DeviceAddress } from "./southbound.js";

/** A device, by the word of its owner. */
export interface ModbusDeviceEntry extends DeviceAddress {
  /** IRI that never changes and says nothing of the device; those of further Things of it begin with it. */
  readonly id: string;
  readonly title: string;
  /**
   * Its register map, or the name of one that is here; `sunspec` for a device that says by SunSpec's models what it is. Absent:
   * it is recognized by what it says.
   */
  readonly map?: RegisterMap | RegisterMapName | "sunspec";
  /** Values for the map's parameters. */
  readonly parameters?: Readonly<Record<string, Scalar>>;
}

/** Where the device of an entry is spoken to. */
export function addressOf({ host, port, unitId, framing }: ModbusDeviceEntry): DeviceAddress {
  return {
    host,
    ...(port !== undefined && { port }),
    ...(unitId !== undefined && { unitId }),
    ...(framing !== undefined && { framing }),
  };
}
