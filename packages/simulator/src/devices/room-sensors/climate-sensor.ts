import { noise } from "../../random.js";
import { rounded, type SensorModel } from "./sensor-model.js";
import { numberSetting } from "./sensor-settings.js";

/** Temperature in °C and relative humidity in %, once a minute. */
export function climateSensor(): SensorModel {
  return {
    kind: "climate-sensor",
    reportEveryMs: 60_000,
    reportsChangeOf: [],
    rules: new Map([["temperature_calibration", numberSetting(0, -5, 5)]]),
    measure: ({ room, settings, random }) => ({
      temperature: rounded(
        room.temperatureC + Number(settings.get("temperature_calibration")) + noise(random, 0.03),
        2,
      ),
      humidity: rounded(Math.min(100, Math.max(0, room.relativeHumidityPercent + noise(random, 0.2))), 1),
    }),
  };
}
