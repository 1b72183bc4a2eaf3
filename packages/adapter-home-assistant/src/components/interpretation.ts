import { qudtUnitOf } from "@thingwright/mapping";
import type { DataSchema } from "@thingwright/td";
import type { Reading } from "../entity-value.js";
import { type Code, code, constant, textOf } from "../template/code.js";

/** `reading`, with what `interpret` makes of it. */
export const interpreted = (reading: Reading | undefined, interpret: (value: Code) => Code): Reading | undefined =>
  reading && { ...reading, code: interpret(reading.code) };

/** True and false for the texts `on` and `off`; any other text says nothing. */
export const asBoolean =
  (on: string, off: string) =>
  (value: Code): Code =>
    code(
      `($t := ${textOf(value).code}; $t = ${constant(on).code} ? true : $t = ${constant(off).code} ? false : $nothing)`,
      "boolean",
    );

/** A number; what is not known yet, or is not said, is none. */
export const asNumber = (value: Code): Code =>
  value.type === "number" ? value : code(`($t := ${value.code}; $isNum($t) ? $num($t) : $nothing)`, "number");

/** Numbers of one interval as those of another. */
export const stretched =
  ([from, to]: readonly [number, number], [low, high]: readonly [number, number]) =>
  (value: Code): Code =>
    from === low && to === high
      ? value
      : code(`((${value.code} - ${n(from)}) / ${n(to - from)} * ${n(high - low)} + ${n(low)})`, "number");

const n = (value: number): string => constant(value).code;

export const rounded = (value: Code): Code => code(`$round(${value.code})`, "number");

/** A text; an empty one says nothing. */
export const asText = (value: Code): Code =>
  code(`($t := ${textOf(value).code}; $t = "" or $t = "None" ? $nothing : $t)`, "string");

/** A payload of `on` or `off`. */
export const asPayload =
  (on: string, off: string) =>
  (value: Code): Code =>
    code(`(${value.code} ? ${constant(on).code} : ${constant(off).code})`, "string");

/** A text that is one of `values`; any text when there are none. */
export const choiceOf = (values: readonly string[]): DataSchema =>
  values.length === 0 ? { type: "string" } : { type: "string", enum: values };

/** A number in a unit as Home Assistant writes it, within limits that hold for both. */
export function numberSchema(
  unit: string | undefined,
  minimum?: number,
  maximum?: number,
  multipleOf?: number,
): DataSchema {
  const known = qudtUnitOf(unit) ?? unit;
  const isRange = minimum === undefined || maximum === undefined || minimum <= maximum;
  return {
    type: "number",
    ...(known !== undefined && { unit: known }),
    ...(minimum !== undefined && isRange && { minimum }),
    ...(maximum !== undefined && isRange && { maximum }),
    ...(multipleOf !== undefined && multipleOf > 0 && { multipleOf }),
  };
}
