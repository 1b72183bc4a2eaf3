import { compound, type DatapointType, scalar } from "../datapoint-type.js";
import { choice, flag, unsigned } from "../field.js";

type Row = readonly [number: number, title: string, clear: string, set: string];

const bits: readonly Row[] = [
  [1, "Switch", "off", "on"],
  [2, "Boolean", "false", "true"],
  [3, "Enable", "disabled", "enabled"],
  [4, "Ramp", "no ramp", "ramp"],
  [5, "Alarm", "no alarm", "alarm"],
  [6, "Binary value", "low", "high"],
  [7, "Step", "less", "more"],
  [8, "Up or down", "up", "down"],
  [9, "Open or closed", "open", "closed"],
  [10, "Start", "stop", "start"],
  [11, "State", "inactive", "active"],
  [12, "Inversion", "as it is", "inverted"],
  [13, "Way of dimming", "start and stop", "cyclically"],
  [14, "Source of input", "fixed", "calculated"],
  [15, "Reset", "nothing", "reset"],
  [16, "Acknowledgement", "nothing", "acknowledge"],
  [17, "Trigger", "trigger", "trigger"],
  [18, "Occupancy", "not occupied", "occupied"],
  [19, "Window or door", "closed", "open"],
  [21, "Logical function", "or", "and"],
  [22, "Scene A or B", "A", "B"],
  [23, "Mode of a blind", "up and down", "up and down, steps and stop"],
  [24, "Day or night", "day", "night"],
  [100, "Heating or cooling", "cooling", "heating"],
];

const numbered = (main: number, number: number): string => `${main}.${String(number).padStart(3, "0")}`;

/** 2.xxx: a value of 1.xxx, and whether it has priority. */
const controlled = bits.slice(0, 12).map(([number, title, clear, set]) =>
  compound(numbered(2, number), `${title}, controlled`, [
    ["control", flag("no control", "control")],
    ["value", flag(clear, set)],
  ]),
);

/** 3.xxx: a direction, and into how many steps the way is divided: 2^(stepCode - 1); 0 is a break. */
const stepped = (id: string, title: string, clear: string, set: string) =>
  compound(id, title, [
    ["direction", flag(clear, set)],
    ["stepCode", unsigned(3)],
  ]);

/** Types of six bits and fewer, which travel beside the service: 1.xxx, 2.xxx, 3.xxx and 23.xxx. */
export const switchingTypes: readonly DatapointType[] = [
  scalar("1", "Bit", flag()),
  ...bits.map(([number, title, clear, set]) => scalar(numbered(1, number), title, flag(clear, set))),
  compound("2", "Bit, controlled", [
    ["control", flag("no control", "control")],
    ["value", flag()],
  ]),
  ...controlled,
  stepped("3", "Steps", "less", "more"),
  stepped("3.007", "Dimming", "darker", "brighter"),
  stepped("3.008", "Blind", "up", "down"),
  scalar("23.001", "Action on or off", choice(2, { 0: "off", 1: "on", 2: "off-on", 3: "on-off" })),
  scalar("23.002", "Reaction to an alarm", choice(2, { 0: "none", 1: "up", 2: "down" })),
  scalar("23.003", "Action up or down", choice(2, { 0: "up", 1: "down", 2: "up-down", 3: "down-up" })),
  scalar(
    "23.102",
    "Action of a push button for climate",
    choice(2, { 0: "comfort-economy", 1: "comfort-nothing", 2: "economy-nothing", 3: "protection-auto" }),
  ),
];
