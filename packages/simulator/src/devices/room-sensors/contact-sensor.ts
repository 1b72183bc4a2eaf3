import type { SensorModel } from "./sensor-model.js";
import { switchSetting } from "./sensor-settings.js";

/** A reed contact in the door: `contact` is true while the door is shut. Reports changes, and itself once an hour. */
export function contactSensor(): SensorModel {
  return {
    kind: "contact-sensor",
    reportEveryMs: 3_600_000,
    reportsChangeOf: ["contact"],
    rules: new Map([["led_indication", switchSetting(true)]]),
    measure: ({ room }) => ({ contact: !room.doorOpen }),
  };
}
