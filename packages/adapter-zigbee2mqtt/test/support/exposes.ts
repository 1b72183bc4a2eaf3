const binary = (name: string, access: number, more: object = {}) => ({
  type: "binary",
  name,
  property: name,
  label: name,
  access,
  value_on: true,
  value_off: false,
  ...more,
});
const numeric = (name: string, access: number, more: object = {}) => ({
  type: "numeric",
  name,
  property: name,
  access,
  ...more,
});
const choice = (name: string, access: number, values: readonly unknown[], more: object = {}) => ({
  type: "enum",
  name,
  property: name,
  access,
  values,
  ...more,
});
const onOff = (property = "state", more: object = {}) =>
  binary("state", 7, { property, value_on: "ON", value_off: "OFF", ...more });

const battery = numeric("battery", 1, { unit: "%", value_min: 0, value_max: 100 });

/** A lamp of all colours. */
export const bulb = {
  vendor: "Example",
  model: "BULB-1",
  exposes: [
    {
      type: "light",
      features: [
        onOff(),
        numeric("brightness", 7, { value_min: 0, value_max: 254 }),
        numeric("color_temp", 7, { unit: "mired", value_min: 153, value_max: 500 }),
        {
          type: "composite",
          name: "color_xy",
          property: "color",
          access: 7,
          features: [numeric("x", 7), numeric("y", 7)],
        },
      ],
    },
    choice("effect", 2, ["blink", "okay"]),
    choice("power_on_behavior", 7, ["off", "on", "previous"], { label: "Power-on behavior" }),
    choice("identify", 2, ["identify"]),
  ],
} as const;

/** A relay with two channels, of which one is metered. */
export const relay = {
  vendor: "Example",
  model: "RELAY-2",
  exposes: [
    { type: "switch", endpoint: "l1", features: [onOff("state_l1", { endpoint: "l1" })] },
    { type: "switch", endpoint: "l2", features: [onOff("state_l2", { endpoint: "l2" })] },
    numeric("power", 5, { unit: "W" }),
    numeric("countdown", 3, { property: "countdown_l2", endpoint: "l2", unit: "s", value_min: 0, value_max: 3600 }),
  ],
} as const;

/** A radiator valve without modes. */
export const valve = {
  vendor: "Example",
  model: "VALVE-1",
  exposes: [
    {
      type: "climate",
      features: [
        numeric("local_temperature", 1, { unit: "°C" }),
        numeric("occupied_heating_setpoint", 7, { unit: "°C", value_min: 5, value_max: 30, value_step: 0.5 }),
        choice("running_state", 1, ["idle", "heat"]),
      ],
    },
    battery,
    binary("child_lock", 3, { value_on: "LOCK", value_off: "UNLOCK" }),
  ],
} as const;

/** A split unit with more modes than the common API tells apart. */
export const splitUnit = {
  vendor: "Example",
  model: "SPLIT-1",
  exposes: [
    {
      type: "climate",
      features: [
        numeric("local_temperature", 5, { unit: "°C" }),
        numeric("current_heating_setpoint", 7, { unit: "°C", value_min: 16, value_max: 30 }),
        choice("system_mode", 7, ["off", "heat", "cool", "dry", "fan_only"]),
      ],
    },
  ],
} as const;

export const shutter = {
  vendor: "Example",
  model: "SHUTTER-1",
  exposes: [
    {
      type: "cover",
      features: [
        choice("state", 3, ["OPEN", "CLOSE", "STOP"]),
        numeric("position", 7, { unit: "%", value_min: 0, value_max: 100 }),
      ],
    },
    choice("moving", 1, ["UP", "DOWN", "STOP"]),
  ],
} as const;

export const door = {
  vendor: "Example",
  model: "DOOR-1",
  exposes: [
    binary("contact", 1, { value_on: false, value_off: true }),
    battery,
    numeric("voltage", 1, { unit: "mV" }),
    numeric("temperature", 1, { unit: "°C" }),
  ],
} as const;

export const smoke = { vendor: "Example", model: "SMOKE-1", exposes: [binary("smoke", 1), battery] } as const;

export const remote = {
  vendor: "Example",
  model: "REMOTE-1",
  exposes: [battery, choice("action", 1, ["single", "double", "hold"])],
} as const;
