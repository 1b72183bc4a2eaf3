import { unitConversion } from "@thingwright/mapping";
import { type Code, code, constant } from "../template/code.js";

/** Both directions of a conversion. */
export interface UnitCode {
  readonly read: (value: Code) => Code;
  readonly write: (value: Code) => Code;
}

/** Converts between two QUDT units, such as `qudtUnit:DEG_F`; `undefined` where that cannot be. */
export function unitCode(from: string, to: string): UnitCode | undefined {
  if (from === to) return { read: (value) => value, write: (value) => value };
  if (unitConversion(from, to) === undefined) return undefined;
  if (from === mired) return { read: reciprocal, write: reciprocal };
  const [ahead, back] = [linearBetween(from, to), linearBetween(to, from)];
  return { read: ahead, write: back };
}

const mired = "qudtUnit:PER-MegaK";

/** Kelvin of mired, and the other way round. */
const reciprocal = (value: Code): Code => code(`(1000000 / ${value.code})`, "number");

function linearBetween(from: string, to: string): (value: Code) => Code {
  const conversion = unitConversion(from, to)!;
  const offset = conversion.read(0) as number;
  const scale = Number(((conversion.read(1000) as number) - offset).toPrecision(12)) / 1000;
  const shift = offset === 0 ? "" : ` + ${constant(offset).code}`;
  return (value) => code(`(${value.code} * ${scale}${shift})`, "number");
}
