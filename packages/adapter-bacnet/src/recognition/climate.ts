import { qudtUnit } from "../survey/engineering-unit.js";
import type { Point } from "../survey/survey.js";
import type { Role } from "./role.js";
import { hasAny, vocabulary } from "./words.js";

const { temperature, room, setpoint, elsewhere, special, mode, flow, damper, window } = vocabulary;

const temperatures: readonly (string | undefined)[] = ["qudtUnit:DEG_C", "qudtUnit:DEG_F", "qudtUnit:K"];
const flows: readonly (string | undefined)[] = [
  "qudtUnit:M3-PER-HR",
  "qudtUnit:M3-PER-SEC",
  "qudtUnit:L-PER-SEC",
  "qudtUnit:FT3-PER-MIN",
];

export const isTemperature = (point: Point): boolean => temperatures.includes(qudtUnit(point.units));

/** Whether a point measures the temperature of a room. */
export const isRoomTemperature = (point: Point, words: ReadonlySet<string>): boolean =>
  isTemperature(point) &&
  !point.isCommandable &&
  hasAny(words, room) &&
  hasAny(words, temperature) &&
  !hasAny(words, setpoint) &&
  !hasAny(words, [...elsewhere, ...special]);

const roomTemperature: Role = { name: "roomTemperature", fits: isRoomTemperature };

const targetTemperature: Role = {
  name: "targetTemperature",
  part: "target-temperature",
  fits: (point, words) =>
    isTemperature(point) &&
    point.traits.role !== "input" &&
    isSetpoint(words) &&
    !hasAny(words, [...elsewhere, ...special]),
};

/** `setpoint`, `sp` … or the two words `set point`. */
const isSetpoint = (words: ReadonlySet<string>): boolean =>
  hasAny(words, setpoint) || (words.has("set") && hasAny(words, ["point", "pt"]));

/** A thermostat: it measures the room, is set, and has a mode whose states are all known. */
export const thermostatRoles: readonly Role[] = [
  roomTemperature,
  targetTemperature,
  {
    name: "mode",
    fits: ({ traits }, words) => traits.kind === "multi-state" && traits.role !== "input" && hasAny(words, mode),
  },
  {
    name: "status",
    fits: ({ traits }, words) => traits.kind === "multi-state" && traits.role === "input" && words.has("status"),
  },
  {
    name: "windowOpen",
    fits: ({ traits }, words) => traits.kind === "binary" && traits.role === "input" && hasAny(words, window),
  },
];

const isFlow = (point: Point, words: ReadonlySet<string>): boolean =>
  flows.includes(qudtUnit(point.units)) && hasAny(words, flow) && !hasAny(words, [...elsewhere, ...special]);

/** A box of variable air volume: it measures a flow, is told one, and has a damper. */
export const vavRoles: readonly Role[] = [
  { name: "airFlow", fits: (point, words) => isFlow(point, words) && !isSetpoint(words) },
  {
    name: "airFlowSetpoint",
    fits: (point, words) => isFlow(point, words) && isSetpoint(words) && point.traits.role !== "input",
  },
  {
    name: "damper",
    fits: (point, words) =>
      qudtUnit(point.units) === "qudtUnit:PERCENT" && hasAny(words, damper) && !hasAny(words, elsewhere),
  },
  roomTemperature,
  targetTemperature,
];
