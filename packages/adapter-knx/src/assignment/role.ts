/** What a group address may do for a device, and the datapoint types that can do it. */
const roles = {
  switch: /^1(\.|$)/,
  switchStatus: /^1(\.|$)/,
  dim: /^3\.007$/,
  brightness: /^5(\.001)?$/,
  brightnessStatus: /^5(\.001)?$/,
  colour: /^(232|242|251)\./,
  colourStatus: /^(232|242|251)\./,
  hue: /^5(\.003)?$/,
  hueStatus: /^5(\.003)?$/,
  saturation: /^5(\.001)?$/,
  saturationStatus: /^5(\.001)?$/,
  colourTemperature: /^7(\.600)?$/,
  colourTemperatureStatus: /^7(\.600)?$/,
  move: /^1(\.008|$)/,
  stop: /^1(\.|$)/,
  position: /^5(\.001)?$/,
  positionStatus: /^5(\.001)?$/,
  slats: /^5(\.001)?$/,
  slatsStatus: /^5(\.001)?$/,
  temperature: /^(9(\.001|\.027)?|14\.068)$/,
  setpoint: /^(9(\.001)?|14\.068)$/,
  setpointStatus: /^(9(\.001)?|14\.068)$/,
  controlMode: /^20\.105$/,
  controlModeStatus: /^20\.105$/,
  heatCool: /^1\.100$/,
  heatCoolStatus: /^1\.100$/,
  hvacMode: /^20\.102$/,
  hvacModeStatus: /^20\.102$/,
  valve: /^5(\.001)?$/,
  valveSwitch: /^1(\.001|$)/,
  window: /^1(\.019|\.009|$)/,
  humidity: /^9(\.007)?$/,
  co2: /^9(\.008)?$/,
  illuminance: /^(9(\.004)?|7\.013)$/,
  pressure: /^(9\.006|14\.058)$/,
  occupancy: /^1(\.018|\.001|\.002|\.011|$)/,
  contact: /^1(\.019|\.009|\.001|\.002|\.011|$)/,
  smoke: /^1(\.005|\.001|\.002|$)/,
  leak: /^1(\.005|\.001|\.002|$)/,
  power: /^(14\.056|9\.024)$/,
  energy: /^(13\.01[036]|29\.010|14\.031|14\.079)$/,
  voltage: /^(14\.02[78]|9\.020)$/,
  current: /^(14\.019|7\.012|9\.021)$/,
  frequency: /^14\.033$/,
  powerFactor: /^14\.057$/,
  scene: /^1[78]\.001$/,
} as const satisfies Readonly<Record<string, RegExp>>;

export type Role = keyof typeof roles;

export const roleNames = Object.keys(roles) as readonly Role[];

/** Whether `name` is one. */
export const isRole = (name: string): name is Role => Object.hasOwn(roles, name);

/** Whether an address of the datapoint type `id` can have the role. */
export const canHave = (role: Role, id: string): boolean => roles[role].test(id);
