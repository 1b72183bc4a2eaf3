/** What a device type makes of an endpoint: the Device Library Specification has the ids. */
export type Kind = "light" | "plug" | "switch" | "fan" | "cover" | "climate" | "lock" | "airConditioner";

const kinds: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [0x000a, "lock"],
  [0x002b, "fan"],
  [0x002d, "fan"], // Air Purifier
  [0x0072, "airConditioner"],
  [0x0100, "light"],
  [0x0101, "light"],
  [0x010a, "plug"],
  [0x010b, "plug"], // Dimmable Plug-In Unit
  [0x010c, "light"],
  [0x010d, "light"],
  [0x010f, "switch"], // Mounted On/Off Control
  [0x0110, "switch"], // Mounted Dimmable Load Control
  [0x0202, "cover"],
  [0x0301, "climate"],
]);

/** What an endpoint of these device types acts as; `undefined` for one that senses, or that nothing is known of. */
export function kindOf(deviceTypes: readonly number[]): Kind | undefined {
  for (const type of deviceTypes) {
    const kind = kinds.get(type);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

/** Device types by which the meaning of Boolean State differs. */
export const booleanSensors = { contact: 0x0015, waterLeak: 0x0043 } as const;

/** The endpoint whose parts are devices of another network. */
export const aggregatorType = 0x000e;
