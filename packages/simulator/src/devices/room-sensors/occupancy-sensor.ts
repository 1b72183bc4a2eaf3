import { noise } from "../../random.js";
import { rounded, type SensorModel } from "./sensor-model.js";
import { numberSetting, wordSetting } from "./sensor-settings.js";

/** How many people it takes before the sensor notices. */
const peopleNeeded: ReadonlyMap<unknown, number> = new Map([
  ["high", 1],
  ["medium", 1],
  ["low", 2],
]);

/** Presence, reported at once and held for `occupancy_timeout` seconds, and illuminance in lux, every five minutes. */
export function occupancySensor(): SensorModel {
  let lastSeenMs = Number.NEGATIVE_INFINITY;
  return {
    kind: "occupancy-sensor",
    reportEveryMs: 300_000,
    reportsChangeOf: ["occupancy"],
    rules: new Map([
      ["sensitivity", wordSetting("medium", "low", "high")],
      ["occupancy_timeout", numberSetting(60, 0, 3600)],
    ]),
    measure: ({ room, nowMs, settings, random }) => {
      if (room.occupants >= (peopleNeeded.get(settings.get("sensitivity")) ?? 1)) lastSeenMs = nowMs;
      const heldMs = Number(settings.get("occupancy_timeout")) * 1000;
      return {
        occupancy: nowMs === lastSeenMs || nowMs - lastSeenMs < heldMs,
        illuminance: Math.max(0, rounded(room.illuminanceLux + noise(random, 1), 0)),
      };
    },
  };
}
