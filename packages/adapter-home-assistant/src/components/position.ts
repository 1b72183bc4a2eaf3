import type { DataSchema } from "@thingwright/td";
import type { Entity } from "../entity.js";
import type { Reading, Writing } from "../entity-value.js";
import { type Code, code } from "../template/code.js";
import { asNumber, interpreted, rounded, stretched } from "./interpretation.js";

export const percent: DataSchema = { type: "number", unit: "qudtUnit:PERCENT", minimum: 0, maximum: 100 };
const hundred = [0, 100] as const;

/** What is closed and what is open in numbers of the device. */
type Range = readonly [low: number, high: number];

/** A position in percent. */
export function ranged(entity: Entity, terms: Parameters<Entity["reading"]>[0], range: Range): Reading | undefined {
  return interpreted(entity.reading(terms), (value) => {
    const number = asNumber(value).code;
    return code(`($n := ${number}; $exists($n) ? ${stretched(range, hundred)(code("$n")).code} : $nothing)`, "number");
  });
}

/** Sets a position in percent. */
export function setting(
  entity: Entity,
  topic: string,
  template: string,
  range: Range,
  variables: Readonly<Record<string, Code>>,
): Writing | undefined {
  const payload = (value: Code) => rounded(stretched(hundred, range)(value));
  // A template may call the value what it is.
  return entity.writing({ topic, template, payload, variables, aliases: ["position", "tilt_position"] });
}
