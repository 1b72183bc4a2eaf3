import type { Feature } from "../feature.js";
import type { Row } from "./served.js";
import { percentTerms, placeTerms } from "./terms.js";

/** A blind, shade or shutter. Zigbee2MQTT has 100 for open, as the common API has. */
export const coverRows: readonly Row[] = [
  percentRow("position", "position"),
  percentRow("tilt", "slats"),
  {
    name: "state",
    type: "enum",
    serve(feature) {
      if (!feature.isSettable || !has(feature, "STOP")) return undefined;
      const terms = { "map:value": { [feature.property]: "STOP" } };
      return { kind: "action", name: "stop", part: "position", terms, isPartial: feature.isPublished };
    },
  },
  {
    name: "moving",
    type: "enum",
    serve(feature) {
      if (!["UP", "DOWN", "STOP"].every((value) => has(feature, value))) return undefined;
      const table = { STOP: "stopped", UP: "opening", DOWN: "closing" };
      return {
        kind: "property",
        name: "moving",
        part: "position",
        terms: { ...placeTerms(feature), "map:enum": table },
      };
    },
  },
];

function percentRow(name: "position" | "tilt", part: "position" | "slats"): Row {
  return {
    name,
    type: "numeric",
    serve: (feature) => ({
      kind: "property",
      name,
      part,
      terms: { ...placeTerms(feature), ...percentTerms(feature) },
    }),
  };
}

const has = ({ expose }: Feature, value: string): boolean => expose.values?.includes(value) === true;
