import { candidatesOfKind, type ModelCandidate } from "@thingwright/thing-descriptions";
import type { DeviceKind } from "../assignment/assignment.js";
import { blindRows } from "./blind.js";
import { climateRows } from "./climate.js";
import { lightRows, switchRows } from "./light.js";
import { sceneRows } from "./scene.js";
import { sensingRows } from "./sensing.js";
import type { Row } from "./served.js";

/** How devices of one kind serve the common API, and what they may be. */
export interface Kind {
  readonly rows: readonly Row[];
  readonly candidates: readonly ModelCandidate[];
}

const kind = (rows: readonly Row[], name: string): Kind => ({
  rows: [...rows, ...sensingRows],
  candidates: candidatesOfKind(name),
});

/** What is known of each kind of device. */
export const kinds: Readonly<Record<DeviceKind, Kind>> = {
  light: kind(lightRows, "light"),
  switch: kind(switchRows, "switch"),
  socket: { rows: [...switchRows, ...sensingRows], candidates: [{ model: "plug" }, ...candidatesOfKind("switch")] },
  // Its action `open` must not pass for what a contact tells.
  blind: { rows: blindRows, candidates: [{ model: "blind" }] },
  climate: kind(climateRows, "climate"),
  sensor: kind([], "sensor"),
  scene: { rows: sceneRows, candidates: [] },
  other: { rows: [], candidates: [] },
};
