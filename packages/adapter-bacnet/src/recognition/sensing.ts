import { qudtUnit, relativeHumidityUnit } from "../survey/engineering-unit.js";
import type { Point } from "../survey/survey.js";
import { isRoomTemperature } from "./climate.js";
import type { Role } from "./role.js";
import { hasAny, vocabulary } from "./words.js";

const { elsewhere, special, setpoint, co2, power, energy, electricity, occupancy } = vocabulary;

const isMeasured = ({ traits, isCommandable }: Point, words: ReadonlySet<string>): boolean =>
  traits.kind === "analog" && !isCommandable && !hasAny(words, [...setpoint, ...elsewhere, ...special]);

const unitIs = ({ units }: Point, ...names: readonly string[]): boolean => {
  const unit = qudtUnit(units);
  return names.some((name) => unit === `qudtUnit:${name}`);
};

/** What is measured in a room, and at a meter. A unit alone is enough where nothing else has it. */
export const sensingRoles: readonly Role[] = [
  { name: "temperature", part: "temperature", fits: isRoomTemperature },
  {
    name: "relativeHumidity",
    part: "relative-humidity",
    fits: (point, words) => point.units === relativeHumidityUnit && isMeasured(point, words),
  },
  {
    name: "co2",
    part: "carbon-dioxide",
    fits: (point, words) => unitIs(point, "PPM") && hasAny(words, co2) && isMeasured(point, words),
  },
  {
    name: "illuminance",
    part: "illuminance",
    fits: (point, words) => unitIs(point, "LUX") && isMeasured(point, words),
  },
  {
    name: "occupied",
    part: "occupancy",
    fits: ({ traits }, words) => traits.kind === "binary" && traits.role === "input" && hasAny(words, occupancy),
  },
  {
    name: "power",
    part: "power",
    fits: (point, words) =>
      unitIs(point, "W", "KiloW") && hasAny(words, [...power, ...electricity]) && isAtMeter(point),
  },
  {
    name: "energy",
    part: "energy",
    fits: (point, words) =>
      unitIs(point, "W-HR", "KiloW-HR") && hasAny(words, [...energy, ...electricity]) && isAtMeter(point),
  },
];

/** Heat is measured in the same units: what is not called electricity, anywhere, is no electricity meter's. */
const isAtMeter = ({ name, traits, isCommandable }: Point): boolean =>
  traits.kind === "analog" && !isCommandable && /elec|strom/i.test(name);
