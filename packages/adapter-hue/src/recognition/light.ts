import type { DataSchema } from "@thingwright/td";
import type { PartName } from "@thingwright/thing-descriptions";
import { answerPointer, type Row, type RowResult, valueAt } from "./served.js";

const onRow: Row = (resource) =>
  typeof valueAt(resource, "on", "on") !== "boolean"
    ? undefined
    : property("on", "on-off", ["on", "on"], { type: "boolean" });

/** Never 0: the bridge takes it for the least that the lamp can. */
const brightnessRow: Row = (resource) =>
  typeof valueAt(resource, "dimming", "brightness") !== "number"
    ? undefined
    : property("brightness", "brightness", ["dimming", "brightness"], { type: "number", minimum: 0, maximum: 100 });

const colourTemperatureRow: Row = (resource) => {
  if (valueAt(resource, "color_temperature", "mirek") === undefined) return undefined;
  const [minimum, maximum] = ["mirek_minimum", "mirek_maximum"].map((name) =>
    valueAt(resource, "color_temperature", "mirek_schema", name),
  );
  const isRange = typeof minimum === "number" && typeof maximum === "number" && 50 <= minimum && minimum < maximum;
  const limits = isRange ? { minimum, maximum: Math.min(maximum, 1000) } : { minimum: 153, maximum: 500 };
  const path = ["color_temperature", "mirek"];
  const found = property("colorTemperature", "colour-temperature", path, { type: "integer", ...limits });
  return { ...found, terms: { ...found.terms, "map:unit": "qudtUnit:PER-MegaK" } };
};

const colourRow: Row = (resource) =>
  typeof valueAt(resource, "color", "xy", "x") !== "number"
    ? undefined
    : property("colorXy", "colour", ["color", "xy"], { type: "object" });

function property(name: string, part: PartName, path: readonly string[], schema: DataSchema): RowResult {
  return {
    kind: "property",
    name,
    part,
    source: "state",
    terms: { "map:pick": answerPointer(...path) },
    put: { pointer: `/${path.join("/")}`, schema },
  };
}

/** A lamp. */
export const lightRows: readonly Row[] = [onRow, brightnessRow, colourTemperatureRow, colourRow];

/** All lamps of a room or zone; colours of a group can be set only, and are not offered. */
export const groupRows: readonly Row[] = [onRow, brightnessRow];
