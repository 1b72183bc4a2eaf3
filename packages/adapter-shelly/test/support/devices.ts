import type { FakeShellyOptions } from "./fake-shelly.js";

const meter = {
  apower: 8.9,
  voltage: 231.2,
  current: 0.066,
  pf: 0.58,
  freq: 50,
  aenergy: { total: 1234.5, by_minute: [0, 0, 0], minute_ts: 1 },
};
const system = {
  sys: { mac: "A8032ABE54DC", restart_required: false, uptime: 11081, available_updates: {} },
  wifi: { sta_ip: "192.0.2.7", status: "got ip", ssid: "house", rssi: -52 },
  cloud: { connected: false },
};

/** Devices with the statuses that their maker documents. */
export const plug: FakeShellyOptions = {
  name: "Desk",
  status: {
    ...system,
    "switch:0": { id: 0, source: "init", output: false, ...meter, temperature: { tC: 43.2, tF: 109.8 } },
  },
  config: { sys: { device: { name: "Desk" } }, "switch:0": { id: 0, name: null } },
};

export const relay: FakeShellyOptions = {
  id: "shellyplus2pm-c049ef8e1ddc",
  model: "SNSW-102P16EU",
  name: "Hall",
  status: {
    ...system,
    "input:0": { id: 0, state: false },
    "input:1": { id: 1, state: null },
    "switch:0": { id: 0, source: "init", output: true, ...meter },
    "switch:1": { id: 1, source: "init", output: false, ...meter },
    "temperature:100": { id: 100, tC: 21.5, tF: 70.7 },
    "temperature:101": { id: 101, tC: 4.5, tF: 40.1 },
    "quantum:0": { id: 0, spin: "up" },
  },
  config: {
    "input:0": { id: 0, type: "switch" },
    "input:1": { id: 1, type: "button" },
    "switch:1": { id: 1, name: "Fan" },
  },
};

export const shutter: FakeShellyOptions = {
  id: "shellyplus2pm-5443b23d81f8",
  name: "Shutter",
  status: {
    ...system,
    "cover:0": {
      id: 0,
      source: "limit_switch",
      state: "stopped",
      ...meter,
      current_pos: 40,
      target_pos: null,
      pos_control: true,
      last_direction: "open",
    },
  },
  config: {},
};

export const strip: FakeShellyOptions = {
  id: "shellyplusrgbwpm-08f9e0e5d1ac",
  name: "Strip",
  status: {
    "rgbw:0": {
      id: 0,
      source: "init",
      output: true,
      brightness: 50,
      rgb: [255, 0, 0],
      white: 10,
      apower: 3,
      voltage: 12,
      current: 0.2,
    },
  },
  config: {},
};

export const bulb: FakeShellyOptions = {
  id: "shellyduobulbg3-54320464a1d0",
  name: "Bulb",
  status: { "cct:0": { id: 0, output: true, brightness: 70, ct: 3000, apower: 4 } },
  config: { "cct:0": { id: 0, ct_range: [2700, 6500] } },
};

export const weather: FakeShellyOptions = {
  id: "shellyplusht-08b61fcb7f3c",
  name: "Cellar",
  status: {
    "temperature:0": { id: 0, tC: 12.3, tF: 54.1 },
    "humidity:0": { id: 0, rh: 61.5 },
    "devicepower:0": { id: 0, battery: { V: 5.5, percent: 80 }, external: { present: false } },
  },
};

export const meters: FakeShellyOptions = {
  id: "shellypro3em-0cb815fcaff4",
  name: "Mains",
  status: {
    "em:0": { id: 0, total_act_power: -12.5, total_current: 3.1, a_freq: 50, a_voltage: 230 },
    "emdata:0": { id: 0, total_act: 1000, total_act_ret: 250 },
  },
};

export const smoke: FakeShellyOptions = {
  id: "shellyplussmoke-cc7b5c8a9a58",
  name: "Attic",
  status: {
    "smoke:0": { id: 0, alarm: false, mute: false },
    "devicepower:0": { id: 0, battery: { V: 2.9, percent: 90 } },
  },
};

export const valve: FakeShellyOptions = {
  id: "shellywalldisplay-00a90b6f0e2c",
  name: "Wall",
  status: { "thermostat:0": { id: 0, enable: true, target_C: 21, current_C: 19.5, output: true } },
  config: { "thermostat:0": { id: 0, type: "heating" } },
};
