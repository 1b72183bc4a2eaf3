import { objectType, objectTypeTraits } from "../../src/device/object-type.js";
import type { Point, Survey } from "../../src/index.js";

const numbers = new Map<number, number>();

/** A point as a survey has it; `name` of its type, its own name, and what else is to be said. */
export function point(type: keyof typeof objectType, name: string, more: Partial<Point> = {}): Point {
  const number = objectType[type];
  const instance = (numbers.get(number) ?? 0) + 1;
  numbers.set(number, instance);
  const traits = objectTypeTraits.get(number)!;
  return {
    object: { type: number, instance },
    traits,
    name,
    description: undefined,
    units: undefined,
    minimum: undefined,
    maximum: undefined,
    states: traits.kind === "binary" ? ["Inactive", "Active"] : [],
    isCommandable: traits.role === "output",
    hasStatusFlags: true,
    hasAlarms: false,
    ...more,
  };
}

export const survey = (points: readonly Point[], more: Partial<Survey> = {}): Survey => ({
  instance: 5,
  name: "Controller",
  vendor: "ACME",
  model: "RC-1",
  points,
  problems: [],
  ...more,
});

const degC = 62;

export const roomTemperature = (name: string): Point => point("analogInput", name, { units: degC });
export const roomSetpoint = (name: string): Point =>
  point("analogValue", name, { units: degC, minimum: 10, maximum: 30, isCommandable: true });
export const roomMode = (name: string, states: readonly string[] = ["Off", "Heat", "Cool", "Auto"]): Point =>
  point("multiStateValue", name, { states, isCommandable: true });
