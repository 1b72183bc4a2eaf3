/** What makers' firmware announces, as far as it matters: written from what they are known to publish. */

const esphomeDevice = {
  ids: "a0b1c2d3e4f5",
  name: "Hall node",
  sw: "esphome v2025.7.0",
  mdl: "esp32dev",
  mf: "espressif",
  cns: [["mac", "a0:b1:c2:d3:e4:f5"]],
};

export const esphomeLight = {
  schema: "json",
  color_mode: true,
  sup_clrm: ["rgb", "color_temp"],
  brightness: true,
  min_mireds: 153,
  max_mireds: 500,
  effect: true,
  effect_list: ["None", "Rainbow"],
  name: "Strip",
  stat_t: "hall-node/light/strip/state",
  cmd_t: "hall-node/light/strip/command",
  avty_t: "hall-node/status",
  uniq_id: "a0b1c2d3e4f5-light-1",
  dev: esphomeDevice,
};

export const esphomeTemperature = {
  dev_cla: "temperature",
  unit_of_meas: "°F",
  stat_cla: "measurement",
  name: "Outside",
  stat_t: "hall-node/sensor/outside/state",
  avty_t: "hall-node/status",
  uniq_id: "a0b1c2d3e4f5-sensor-2",
  dev: esphomeDevice,
};

export const esphomeUptime = {
  unit_of_meas: "s",
  ent_cat: "diagnostic",
  name: "Uptime",
  stat_t: "hall-node/sensor/uptime/state",
  avty_t: "hall-node/status",
  uniq_id: "a0b1c2d3e4f5-sensor-3",
  dev: esphomeDevice,
};

export const esphomeClimate = {
  name: "Heating",
  curr_temp_t: "hall-node/climate/heating/current_temperature/state",
  temp_stat_t: "hall-node/climate/heating/target_temperature/state",
  temp_cmd_t: "hall-node/climate/heating/target_temperature/command",
  mode_stat_t: "hall-node/climate/heating/mode/state",
  mode_cmd_t: "hall-node/climate/heating/mode/command",
  modes: ["off", "heat", "heat_cool", "fan_only"],
  act_t: "hall-node/climate/heating/action/state",
  min_temp: "5",
  max_temp: 30,
  temp_step: 0.5,
  uniq_id: "a0b1c2d3e4f5-climate-4",
  dev: esphomeDevice,
};

/** Tasmota says topics relative to a base, and the state in an object. */
export const tasmotaSwitch = {
  name: "Desk plug",
  "~": "desk-plug/",
  stat_t: "tele/~STATE",
  state_topic: "tele/desk-plug/STATE",
  cmd_t: "cmnd/desk-plug/POWER",
  val_tpl: "{{value_json.POWER}}",
  pl_off: "OFF",
  pl_on: "ON",
  avty_t: "tele/desk-plug/LWT",
  pl_avail: "Online",
  pl_not_avail: "Offline",
  uniq_id: "AABBCC_RL_1",
  dev: { ids: ["AABBCC"], name: "Desk plug", mdl: "Plug", mf: "Tasmota" },
};

export const tasmotaPower = {
  name: "Power",
  stat_t: "tele/desk-plug/SENSOR",
  dev_cla: "power",
  unit_of_meas: "W",
  val_tpl: "{{value_json['ENERGY'].Power}}",
  avty_t: "tele/desk-plug/LWT",
  pl_avail: "Online",
  pl_not_avail: "Offline",
  uniq_id: "AABBCC_ENERGY_Power",
  dev: { ids: ["AABBCC"] },
};

export const zigbeeCover = {
  name: null,
  position_template: "{{ value_json.position }}",
  position_topic: "zigbee2mqtt/blind",
  set_position_template: '{ "position": {{ position }} }',
  set_position_topic: "zigbee2mqtt/blind/set",
  value_template:
    '{% if value_json.moving is defined and value_json.moving == "UP" %} opening ' +
    '{% elif value_json.moving == "DOWN" %} closing {% else %} stopped {% endif %}',
  state_topic: "zigbee2mqtt/blind",
  command_topic: "zigbee2mqtt/blind/set",
  availability: [
    { topic: "zigbee2mqtt/bridge/state", value_template: "{{ value_json.state }}" },
    { topic: "zigbee2mqtt/blind/availability", value_template: "{{ value_json.state }}" },
  ],
  availability_mode: "all",
  origin: { name: "Zigbee2MQTT", sw: "2.1.0", url: "https://www.zigbee2mqtt.io" },
  unique_id: "0x01_cover_zigbee2mqtt",
  device: { identifiers: ["zigbee2mqtt_0x01"], name: "Blind", manufacturer: "Example", model: "SHUTTER-1" },
};

/** One message about a whole device. */
export const wholeDevice = {
  dev: { ids: "door-17", name: "Back door" },
  o: { name: "door2mqtt", sw: "1.2" },
  state_topic: "doors/17",
  cmps: {
    door: {
      p: "binary_sensor",
      device_class: "door",
      value_template: "{{ value_json.open }}",
      payload_on: true,
      payload_off: false,
    },
    battery: {
      p: "sensor",
      device_class: "battery",
      entity_category: "diagnostic",
      unit_of_measurement: "%",
      value_template: "{{ value_json.battery | round(0) }}",
    },
    removed: { p: "sensor" },
  },
};
