import type { FakeResource } from "./fake-bridge.js";

/** Identifiers as a bridge has them, by a number. */
export const rid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

const ref = (rtype: string, number: number) => ({ rid: rid(number), rtype });
const device = (number: number, name: string, ...services: readonly ReturnType<typeof ref>[]): FakeResource => ({
  id: rid(number),
  type: "device",
  product_data: { model_id: "LCA001", manufacturer_name: "Signify Netherlands B.V.", product_name: name },
  metadata: { name, archetype: "sultan_bulb" },
  services,
});
const of = (owner: number) => ({ owner: ref("device", owner) });

/** A house with a colour lamp, a plug light, a motion sensor, a door, a button, a room and a scene. */
export const house: readonly FakeResource[] = [
  device(1, "Sofa lamp", ref("zigbee_connectivity", 12), ref("light", 11)),
  {
    ...of(1),
    id: rid(11),
    type: "light",
    metadata: { name: "Sofa lamp" },
    on: { on: false },
    dimming: { brightness: 50.2, min_dim_level: 0.2 },
    color_temperature: { mirek: 250, mirek_valid: true, mirek_schema: { mirek_minimum: 153, mirek_maximum: 500 } },
    color: { xy: { x: 0.45, y: 0.41 }, gamut_type: "C" },
    effects: { status: "no_effect", effect_values: ["no_effect", "candle"] },
  },
  { ...of(1), id: rid(12), type: "zigbee_connectivity", status: "connected", mac_address: "00:17:88:01:02:03:04:05" },
  device(2, "Plug", ref("light", 21)),
  { ...of(2), id: rid(21), type: "light", metadata: { name: "Plug" }, on: { on: true } },
  device(3, "Hall sensor", ref("motion", 31), ref("temperature", 32), ref("light_level", 33), ref("device_power", 34)),
  {
    ...of(3),
    id: rid(31),
    type: "motion",
    enabled: true,
    motion: { motion: false, motion_valid: true, motion_report: { changed: "2026-01-01T00:00:00Z", motion: false } },
  },
  {
    ...of(3),
    id: rid(32),
    type: "temperature",
    enabled: true,
    temperature: { temperature: 21.4, temperature_valid: true },
  },
  { ...of(3), id: rid(33), type: "light_level", enabled: true, light: { light_level: 20001, light_level_valid: true } },
  { ...of(3), id: rid(34), type: "device_power", power_state: { battery_state: "normal", battery_level: 88 } },
  device(4, "Door", ref("contact", 41)),
  {
    ...of(4),
    id: rid(41),
    type: "contact",
    enabled: true,
    contact_report: { changed: "2026-01-01T00:00:00Z", state: "contact" },
  },
  device(5, "Switch", ref("button", 51), ref("button", 52), ref("relative_rotary", 53)),
  { ...of(5), id: rid(51), type: "button", metadata: { control_id: 1 }, button: {} },
  { ...of(5), id: rid(52), type: "button", metadata: { control_id: 2 }, button: {} },
  { ...of(5), id: rid(53), type: "relative_rotary", relative_rotary: {} },
  {
    id: rid(6),
    type: "room",
    metadata: { name: "Living room" },
    children: [ref("device", 1), ref("device", 2)],
    services: [ref("grouped_light", 61)],
  },
  { owner: ref("room", 6), id: rid(61), type: "grouped_light", on: { on: true }, dimming: { brightness: 40 } },
  {
    id: rid(7),
    type: "scene",
    metadata: { name: "Relax" },
    group: ref("room", 6),
    status: { active: "inactive", last_recall: "2026-01-01T00:00:00Z" },
    actions: [],
  },
  { id: rid(8), type: "entertainment_configuration", metadata: { name: "TV" } },
];
