import { memberOf } from "../assignment/assignment.js";
import { type Row, toldRow, valueRow } from "./served.js";

/** What the modes of 20.105 are for a thermostat; others say nothing. */
const controlModes = {
  auto: "auto",
  heat: "heat",
  cool: "cool",
  off: "off",
  "morning-warm-up": "heat",
  "emergency-heat": "heat",
  "maximal-heating": "heat",
  precool: "cool",
  "night-purge": "cool",
  "free-cool": "cool",
  "emergency-cool": "cool",
};

const controlModeRow = valueRow("mode", undefined, "controlMode", "controlModeStatus", () => ({
  "map:read": `$lookup(${JSON.stringify(controlModes)}, $)`,
  "map:write": "$",
}));

const heatCoolRow: Row = (device) => {
  const row = valueRow("mode", undefined, "heatCool", "heatCoolStatus", () => ({
    "map:enum": { true: "heat", false: "cool" },
  }));
  const served = row(device);
  return served && { ...served, narrowed: { ...served.narrowed, enum: ["heat", "cool"] } };
};

/** Without another word a thermostat heats. */
const heatsRow: Row = (device) => {
  const member = memberOf(device, "temperature");
  if (member === undefined) return undefined;
  return {
    kind: "property",
    name: "mode",
    member,
    narrowed: { enum: ["heat"], readOnly: true },
    terms: { "map:read": '"heat"' },
  };
};

const statusRow = toldRow("valveSwitch", "status", undefined, () => ({
  "map:enum": { true: "heating", false: "idle" },
}));

export const climateRows: readonly Row[] = [
  toldRow("temperature", "roomTemperature", undefined),
  valueRow("targetTemperature", "target-temperature", "setpoint", "setpointStatus"),
  controlModeRow,
  heatCoolRow,
  heatsRow,
  toldRow("valve", "heatingDemand", undefined),
  statusRow,
  toldRow("window", "windowOpen", undefined),
];
