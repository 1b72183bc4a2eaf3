import type { PartName } from "@thingwright/thing-descriptions";
import type { Component } from "../component.js";
import { pointerTo, type Row } from "./served.js";

interface Measurement {
  /** Affordance of the common API. */
  readonly name: string;
  readonly part: PartName;
  /** Names of the members that lead to the value. */
  readonly at: readonly string[];
  /** QUDT unit where it is not that of the common API. */
  readonly unit?: string;
}

/** A row for a number that the component has; `null` is one that is not known yet. */
const measured =
  ({ name, part, at, unit }: Measurement): Row =>
  (component) => {
    if (!isNumber(valueAt(component, at))) return undefined;
    const terms = {
      "map:pick": pointerTo(component, ...at),
      ...(unit !== undefined && { "map:unit": `qudtUnit:${unit}` }),
    };
    return { kind: "property", name, part, source: "status", terms };
  };

/** The value of a status at `path`; `undefined` where there is none. */
export function valueAt({ status }: Pick<Component, "status">, path: readonly string[]): unknown {
  let value: unknown = status;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

const isNumber = (value: unknown): boolean => typeof value === "number" || value === null;

/** The common API measures what is taken: a component that counts what is given back has its own words for its power. */
const takenOnly =
  (row: Row): Row =>
  (component) =>
    Object.hasOwn(component.status, "ret_aenergy") ? undefined : row(component);

const power = measured({ name: "power", part: "power", at: ["apower"] });
const voltage = measured({ name: "voltage", part: "electrical", at: ["voltage"] });

/** What most outputs measure of themselves. */
export const outputRows: readonly Row[] = [
  takenOnly(power),
  measured({ name: "energy", part: "energy", at: ["aenergy", "total"], unit: "W-HR" }),
  voltage,
  measured({ name: "current", part: "electrical", at: ["current"] }),
  measured({ name: "frequency", part: "electrical", at: ["freq"] }),
  measured({ name: "powerFactor", part: "electrical", at: ["pf"] }),
];

/** A meter may turn backwards: the model `electricity-meter` has room for that, the part has not. */
const meterPower =
  (member: string): Row =>
  (component) => {
    if (!isNumber(component.status[member])) return undefined;
    return { kind: "property", name: "power", source: "status", terms: { "map:pick": pointerTo(component, member) } };
  };

const returned = (...at: readonly string[]): Row => {
  const row = measured({ name: "energyExported", part: "energy", at, unit: "W-HR" });
  return (component) => {
    const { part: _, ...found } = row(component) ?? {};
    return "terms" in found ? found : undefined;
  };
};

/** Meters and sensors by type of component. */
export const measuringRows: Readonly<Record<string, readonly Row[]>> = {
  pm1: [meterPower("apower"), ...outputRows.slice(1), returned("ret_aenergy", "total")],
  em1: [
    meterPower("act_power"),
    voltage,
    measured({ name: "current", part: "electrical", at: ["current"] }),
    measured({ name: "frequency", part: "electrical", at: ["freq"] }),
    measured({ name: "powerFactor", part: "electrical", at: ["pf"] }),
  ],
  em1data: [
    measured({ name: "energy", part: "energy", at: ["total_act_energy"], unit: "W-HR" }),
    returned("total_act_ret_energy"),
  ],
  em: [
    meterPower("total_act_power"),
    measured({ name: "current", part: "electrical", at: ["total_current"] }),
    measured({ name: "frequency", part: "electrical", at: ["a_freq"] }),
  ],
  emdata: [measured({ name: "energy", part: "energy", at: ["total_act"], unit: "W-HR" }), returned("total_act_ret")],
  temperature: [measured({ name: "temperature", part: "temperature", at: ["tC"] })],
  humidity: [measured({ name: "relativeHumidity", part: "relative-humidity", at: ["rh"] })],
  illuminance: [measured({ name: "illuminance", part: "illuminance", at: ["lux"] })],
  voltmeter: [voltage],
  devicepower: [measured({ name: "battery", part: "battery", at: ["battery", "percent"] })],
};
