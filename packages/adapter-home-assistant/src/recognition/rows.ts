import { code } from "../template/code.js";
import { asItIs, inPercent, inUnit, inWords, limitsIn } from "./common-terms.js";
import type { Feature, Row } from "./served.js";

const celsius = "qudtUnit:DEG_C";

/** What a unit may do to reach the temperature: moving air alone does nothing for it, drying is done by cooling. */
const modes = { off: "off", heat: "heat", cool: "cool", auto: "auto", heat_cool: "auto", dry: "cool", fan_only: "off" };

const actions = {
  idle: "idle",
  heating: "heating",
  cooling: "cooling",
  off: "idle",
  preheating: "heating",
  drying: "cooling",
  fan: "idle",
  defrosting: "idle",
};

const movements = { stopped: "stopped", opening: "opening", closing: "closing", open: "stopped", closed: "stopped" };

/** What entities of one kind are for the common API. */
export const rowsOfKind: Readonly<Record<string, readonly Row[]>> = {
  light: [
    asItIs("light", "state", "on", { part: "on-off" }),
    { component: "light", key: "brightness", name: "brightness", serve: inPercent },
    {
      component: "light",
      key: "color_temp",
      name: "colorTemperature",
      serve: (feature) => inUnit(feature, "qudtUnit:K"),
    },
    asItIs("light", "color", "colorXy"),
  ],
  switch: [asItIs("switch", "state", "on", { part: "on-off" })],
  fan: [asItIs("fan", "state", "on", { part: "on-off" }), asItIs("fan", "percentage", "fanSpeed")],
  cover: [
    asItIs("cover", "position", "position"),
    asItIs("cover", "tilt", "tilt"),
    asItIs("cover", "stop", "stop", { kind: "action" }),
    {
      component: "cover",
      key: "state",
      name: "moving",
      serve: (feature) => ({ ...inWords(feature, movements), narrowed: {}, isPartial: true }),
    },
  ],
  climate: [
    { component: "climate", key: "current_temperature", name: "roomTemperature", serve: temperature },
    { component: "climate", key: "temperature", name: "targetTemperature", serve: temperature },
    { component: "climate", key: "temperature_low", name: "targetTemperature", serve: temperature },
    { component: "climate", key: "mode", name: "mode", serve: (feature) => inWords(feature, modes) },
    {
      component: "climate",
      key: "action",
      name: "status",
      serve: (feature) => ({ ...inWords(feature, actions), narrowed: {}, isPartial: true }),
    },
    asItIs("climate", "current_humidity", "relativeHumidity"),
    {
      component: "climate",
      key: "current_temperature",
      name: "mode",
      // One without modes always heats.
      serve: (_, all) =>
        all.some(({ value, entity }) => entity.component === "climate" && value.key === "mode")
          ? undefined
          : { read: () => code('"heat"', "string"), narrowed: { enum: ["heat"] }, isPartial: false },
    },
  ],
};

function temperature(feature: Feature) {
  const found = inUnit(feature, celsius);
  return found && { ...found, narrowed: limitsIn(feature.value.schema, celsius) };
}
