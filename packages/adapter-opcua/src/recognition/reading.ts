import type { DataSchema } from "@thingwright/td";
import type { UaNode } from "../browse/ua-node.js";
import type { Unit } from "../browse/unit.js";
import type { EnumerationNames } from "../browse/value-schema.js";

/** A variable of a Thing, with what its value is. */
export interface Reading {
  readonly node: UaNode;
  /** Browse names that lead to it from the object that is the Thing. */
  readonly path: readonly string[];
  /** Words of the path, in lower case: `Supply/TemperatureSetpoint` has supply, temperature and setpoint. */
  readonly words: ReadonlySet<string>;
  /** Built-in type of its data type. */
  readonly builtIn: number;
  readonly schema: DataSchema;
  readonly isList: boolean;
  readonly unit: Unit | undefined;
  /** What its values are called: those of an enumeration, of a multi-state or of a two-state variable (0 and 1). */
  readonly states: EnumerationNames | undefined;
  readonly isWritable: boolean;
}

/** The words of names, however they are written: `supplyAirTemp_SP` has supply, air, temp and sp. */
export function wordsOf(names: readonly string[]): ReadonlySet<string> {
  const spaced = names
    .join(" ")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2");
  return new Set(
    spaced
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ""),
  );
}
