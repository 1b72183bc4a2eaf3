const states = { state_topic: "device/state" };
const held = { ...states, command_topic: "device/set" };
const measuring = (device_class: string, unit_of_measurement: string) => ({
  ...states,
  device_class,
  unit_of_measurement,
});

/** The least that an entity of each kind announces: component, what kind of it, members. */
export const announcements: readonly (readonly [component: string, kind: string, members: object])[] = [
  ["light", "on and off", held],
  ["light", "brightness", { ...held, brightness_state_topic: "device/level", brightness_command_topic: "device/dim" }],
  [
    "light",
    "json, colour temperature",
    {
      ...held,
      schema: "json",
      brightness: true,
      supported_color_modes: ["color_temp"],
      min_mireds: 153,
      max_mireds: 500,
    },
  ],
  [
    "light",
    "json, colours",
    { ...held, schema: "json", brightness: true, supported_color_modes: ["xy", "color_temp"] },
  ],
  ["switch", "", held],
  ["fan", "", { ...held, percentage_state_topic: "device/speed", percentage_command_topic: "device/speed/set" }],
  ["cover", "position", { ...held, position_topic: "device/position", set_position_topic: "device/position/set" }],
  [
    "climate",
    "",
    {
      current_temperature_topic: "device/measured",
      temperature_state_topic: "device/wanted",
      temperature_command_topic: "device/wanted/set",
      mode_state_topic: "device/mode",
      mode_command_topic: "device/mode/set",
      modes: ["off", "heat"],
    },
  ],
  ["binary_sensor", "door", { ...states, device_class: "door" }],
  ["binary_sensor", "window", { ...states, device_class: "window" }],
  ["binary_sensor", "motion", { ...states, device_class: "motion" }],
  ["binary_sensor", "occupancy", { ...states, device_class: "occupancy" }],
  ["binary_sensor", "moisture", { ...states, device_class: "moisture" }],
  ["binary_sensor", "smoke", { ...states, device_class: "smoke" }],
  ["sensor", "temperature", measuring("temperature", "°C")],
  ["sensor", "humidity", measuring("humidity", "%")],
  ["sensor", "illuminance", measuring("illuminance", "lx")],
  ["sensor", "carbon_dioxide", measuring("carbon_dioxide", "ppm")],
  ["sensor", "pm25", measuring("pm25", "µg/m³")],
  ["sensor", "power", measuring("power", "W")],
  ["sensor", "energy", measuring("energy", "kWh")],
  ["sensor", "battery", measuring("battery", "%")],
  ["button", "", { command_topic: "device/set" }],
  ["scene", "", { command_topic: "device/set" }],
  ["event", "", { ...states, event_types: ["press"] }],
  ["number", "", held],
  ["select", "", { ...held, options: ["a", "b"] }],
  ["text", "", held],
  ["lock", "", held],
  ["siren", "", held],
  ["valve", "", { ...held, reports_position: false }],
  ["humidifier", "", { ...held, target_humidity_command_topic: "device/humidity/set" }],
  [
    "water_heater",
    "",
    {
      temperature_state_topic: "device/wanted",
      temperature_command_topic: "device/wanted/set",
      mode_command_topic: "device/mode/set",
    },
  ],
  ["update", "", states],
];
