import { fittingModel, type ModelCandidate, type ThingModelName } from "@thingwright/thing-descriptions";
import type { Point } from "../survey/survey.js";
import { thermostatRoles, vavRoles } from "./climate.js";
import { type Role, serveRoles } from "./role.js";
import { sensingRoles } from "./sensing.js";
import type { Served } from "./served.js";

/** What points of one group may be together. */
interface Kind {
  readonly candidates: readonly ModelCandidate[];
  /** Beside those of everything that measures. */
  readonly roles: readonly Role[];
  /** Whose properties the roles serve, where their parts do not say. */
  readonly model?: ThingModelName;
}

/** The most capable first. Sensors measure a room: a group of many points is a machine, and none of its values the room's. */
const kinds: readonly (Kind & { readonly maxPoints?: number })[] = [
  { model: "thermostat", candidates: [{ model: "thermostat" }], roles: thermostatRoles },
  { model: "vav-box", candidates: [{ model: "vav-box" }], roles: vavRoles },
  {
    candidates: [
      { model: "carbon-dioxide-sensor" },
      { model: "climate-sensor", also: ["relativeHumidity"] },
      { model: "temperature-sensor" },
      { model: "humidity-sensor" },
      { model: "occupancy-sensor" },
      { model: "illuminance-sensor" },
      { model: "electricity-meter" },
    ],
    roles: [],
    maxPoints: 12,
  },
];

/** What a group of points plainly is; `undefined` when names and units do not say it beyond doubt. */
export async function recognize(
  points: readonly Point[],
): Promise<{ readonly candidates: readonly ModelCandidate[]; readonly served: readonly Served[] } | undefined> {
  for (const { candidates, roles, model, maxPoints = Number.POSITIVE_INFINITY } of kinds) {
    if (points.length > maxPoints) continue;
    const served = await serveRoles([...roles, ...sensingRoles], points, model);
    const found = await fittingModel(candidates, new Set(served.map(({ name }) => name)));
    if (found !== undefined) return { candidates: [{ model: found.name }], served };
  }
  return undefined;
}
