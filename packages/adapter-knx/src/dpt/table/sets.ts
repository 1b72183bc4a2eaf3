import { compound, type DatapointType, reserved } from "../datapoint-type.js";
import { flag } from "../field.js";

/** Names of bits, the highest first; a number stands for so many that say nothing. */
type Names = readonly (string | number)[];

const channels = (count: number): Names => Array.from({ length: count }, (_, index) => `channel${index + 1}`);

/** Outputs 16 to 1, first whether each says something, then what. */
const outputs: Names = [
  ...Array.from({ length: 16 }, (_, index) => `valid${16 - index}`),
  ...Array.from({ length: 16 }, (_, index) => `output${16 - index}`),
];

const sets: readonly (readonly [id: string, title: string, names: Names])[] = [
  ["21.001", "General status", [3, "alarmUnacknowledged", "inAlarm", "overridden", "fault", "outOfService"]],
  ["21.002", "Device control", [5, "verifyMode", "ownAddressHeard", "stopped"]],
  [
    "21.100",
    "Forcing signal",
    [
      "roomHeatingMaximum",
      "roomHeatingComfort",
      "hotWaterLegionella",
      "hotWaterNormal",
      "overrun",
      "oversupply",
      "protection",
      "forced",
    ],
  ],
  ["21.101", "Forcing signal for cooling", [7, "forced"]],
  [
    "21.102",
    "Status of a room's heating",
    [
      "summerMode",
      "stopOptimization",
      "startOptimization",
      "morningBoost",
      "returnLimit",
      "flowLimit",
      "economy",
      "fault",
    ],
  ],
  ["21.103", "Status of solar hot water", [5, "loadSufficient", "loading", "fault"]],
  ["21.104", "Fuels", [5, "solid", "gas", "oil"]],
  ["21.105", "Status of a room's cooling", [7, "fault"]],
  ["21.106", "Status of ventilation", [4, "cooling", "heating", "fan", "fault"]],
  [
    "21.107",
    "Status of a room temperature controller",
    [3, "userMode", "comfortProlonged", "comfortButton", "presence", "window"],
  ],
  [
    "21.601",
    "Errors of a lighting actuator",
    [1, "overheat", "lampFailure", "defectiveLoad", "underload", "overcurrent", "undervoltage", "loadDetection"],
  ],
  ["21.1010", "Channels in use", channels(8)],
  [
    "22.100",
    "Status of hot water",
    [
      8,
      "temperatureShift",
      "solarSupport",
      "solarOnly",
      "otherSource",
      "push",
      "legionellaProtection",
      "loading",
      "fault",
    ],
  ],
  [
    "22.101",
    "Status of a room's heating and cooling",
    [
      1,
      "overheat",
      "frost",
      "dewPoint",
      "coolingDisabled",
      "precooling",
      "coolingEconomy",
      "heating",
      "heatingDisabled",
      "stopOptimization",
      "startOptimization",
      "morningBoost",
      "returnLimit",
      "flowLimit",
      "heatingEconomy",
      "fault",
    ],
  ],
  [
    "22.102",
    "Status of a valve",
    [7, "calibration", "locked", "forced", "manual", "service", "valveKick", "overload", "shortCircuit", "open"],
  ],
  [
    "22.103",
    "Status of a room temperature controller",
    [
      7,
      "coolingEnabled",
      "heatingEnabled",
      "secondStage",
      "inactive",
      "overheat",
      "frost",
      "dewPoint",
      "heating",
      "fault",
    ],
  ],
  ["22.1010", "Channels in use", channels(16)],
  ["27.001", "Outputs on or off", outputs],
  ["30.1010", "Channels in use", channels(24)],
];

/** Types that are a set of bits with names: 21.xxx, 22.xxx, 27.xxx and 30.xxx. */
export const setTypes: readonly DatapointType[] = sets.map(([id, title, names]) =>
  compound(
    id,
    title,
    names.map((name) => (typeof name === "number" ? reserved(name) : ([name, flag()] as const))),
  ),
);
