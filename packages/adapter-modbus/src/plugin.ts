import type { AdapterEnvironment, AdapterPlugin } from "@thingwright/adapter-core";
import type { Servient } from "@thingwright/core";
import { find } from "./find.js";
import { isRegisterMapName, registerMap } from "./known-maps.js";
import { modbus } from "./modbus.js";
import type { ModbusDeviceEntry } from "./modbus-device-entry.js";
import type { ListedUnit, ModbusEntry } from "./modbus-entry.js";
import { readRegisterMap } from "./read-register-map.js";

const text = { type: "string", minLength: 1 } as const;

const unit = {
  type: "object",
  properties: {
    unitId: { type: "integer", minimum: 0, maximum: 255 },
    id: { type: "string", format: "uri" },
    title: text,
    map: text,
    parameters: { type: "object", additionalProperties: { type: ["string", "number", "boolean"] } },
  },
  required: ["id", "title"],
  additionalProperties: false,
} as const;

/** Modbus, for programs that run adapters by a configuration. */
export const modbusPlugin: AdapterPlugin<ModbusEntry> = {
  name: "modbus",
  title: "Modbus",
  entrySchema: {
    type: "object",
    properties: {
      host: text,
      port: { type: "integer", minimum: 1, maximum: 65_535 },
      framing: { enum: ["tcp", "rtu-over-tcp"] },
      devices: { type: "array", items: unit, minItems: 1 },
    },
    required: ["host", "devices"],
    additionalProperties: false,
  },
  keyOf: ({ host, port = 502 }) => `${host}:${port}`,
  start,
  find,
};

async function start(servient: Servient, entry: ModbusEntry, environment: AdapterEnvironment) {
  const { clock, logger, settingsOf } = environment;
  const devices = await Promise.all(entry.devices.map((device) => deviceOf(entry, device, environment)));
  return modbus(servient, { devices, clock, logger, ...(settingsOf && { settingsOf }) });
}

/** @throws {UsageError} WOT_ARGUMENT for a file that cannot be read; {ThingDescriptionError} WOT_MAPPING for no map */
async function deviceOf(
  { host, port, framing }: ModbusEntry,
  { map, ...unitOf }: ListedUnit,
  { readFile }: AdapterEnvironment,
): Promise<ModbusDeviceEntry> {
  const address = { host, ...(port !== undefined && { port }), ...(framing !== undefined && { framing }) };
  if (map === undefined) return { ...address, ...unitOf };
  if (map === "sunspec") return { ...address, ...unitOf, map };
  const known = isRegisterMapName(map)
    ? registerMap(map)
    : readRegisterMap(new TextDecoder().decode(await readFile(map)));
  return { ...address, ...unitOf, map: known };
}
