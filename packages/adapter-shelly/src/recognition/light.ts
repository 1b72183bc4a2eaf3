import type { Component } from "../component.js";
import { outputRows } from "./measured.js";
import { parameters, pointerTo, type Row } from "./served.js";

/** `on` of everything that has an output. */
export const onRow =
  (namespace: string): Row =>
  (component) =>
    typeof component.status.output !== "boolean"
      ? undefined
      : {
          kind: "property",
          name: "on",
          part: "on-off",
          source: "status",
          method: `${namespace}.Set`,
          terms: { "map:pick": pointerTo(component, "output"), "map:write": parameters(component, '"on": $') },
        };

/** @param least - the smallest brightness that the component takes, in percent */
const brightnessRow =
  (namespace: string, least: 0 | 1): Row =>
  (component) =>
    typeof component.status.brightness !== "number"
      ? undefined
      : {
          kind: "property",
          name: "brightness",
          part: "brightness",
          source: "status",
          method: `${namespace}.Set`,
          terms: {
            "map:pick": pointerTo(component, "brightness"),
            "map:write": parameters(component, '"brightness": $'),
          },
          ...(least > 0 && { narrowed: { minimum: least } }),
        };

const colourRow =
  (namespace: string): Row =>
  (component) =>
    !Array.isArray(component.status.rgb)
      ? undefined
      : {
          kind: "property",
          name: "colorXy",
          part: "colour",
          source: "status",
          method: `${namespace}.Set`,
          terms: {
            "map:pick": pointerTo(component, "rgb"),
            "map:read": "$xyOfRgb($)",
            "map:write": parameters(component, '"rgb": $rgbOfXy($)'),
          },
        };

const colourTemperatureRow =
  (namespace: string): Row =>
  (component) =>
    typeof component.status.ct !== "number"
      ? undefined
      : {
          kind: "property",
          name: "colorTemperature",
          part: "colour-temperature",
          source: "status",
          method: `${namespace}.Set`,
          terms: { "map:pick": pointerTo(component, "ct"), "map:write": parameters(component, '"ct": $') },
          narrowed: kelvinsOf(component),
        };

/** The range of `ct_range`, where the configuration has a sensible one. */
function kelvinsOf({ config }: Component): Readonly<Record<string, unknown>> {
  const range = Array.isArray(config.ct_range) ? config.ct_range : [2700, 6500];
  const [minimum, maximum] = range as readonly unknown[];
  const isRange = Number.isInteger(minimum) && Number.isInteger(maximum) && (minimum as number) < (maximum as number);
  return isRange && (minimum as number) >= 1000 && (maximum as number) <= 20_000 ? { minimum, maximum } : {};
}

/** The level of the white lamp beside the colours: no word of the common API says it. */
const whiteRow: Row = (component) =>
  typeof component.status.white !== "number"
    ? undefined
    : {
        kind: "property",
        name: "white",
        affordance: { title: "White", type: "integer", minimum: 0, maximum: 255, observable: true },
        source: "status",
        method: "RGBW.Set",
        terms: { "map:pick": pointerTo(component, "white"), "map:write": parameters(component, '"white": $') },
      };

/** Whether an RGBCCT lamp shines in colours or in whites. */
const colourModeRow: Row = (component) =>
  typeof component.status.mode !== "string"
    ? undefined
    : {
        kind: "property",
        name: "colorMode",
        affordance: { title: "Colour mode", type: "string", enum: ["rgb", "cct"], observable: true },
        source: "status",
        method: "RGBCCT.Set",
        terms: { "map:pick": pointerTo(component, "mode"), "map:write": parameters(component, '"mode": $') },
      };

/** Lamps by type of component. */
export const lightRows: Readonly<Record<string, readonly Row[]>> = {
  light: [onRow("Light"), brightnessRow("Light", 0), ...outputRows],
  rgb: [onRow("RGB"), brightnessRow("RGB", 1), colourRow("RGB"), ...outputRows],
  rgbw: [onRow("RGBW"), brightnessRow("RGBW", 1), colourRow("RGBW"), whiteRow, ...outputRows],
  cct: [onRow("CCT"), brightnessRow("CCT", 0), colourTemperatureRow("CCT"), ...outputRows],
  rgbcct: [
    onRow("RGBCCT"),
    brightnessRow("RGBCCT", 1),
    colourRow("RGBCCT"),
    colourTemperatureRow("RGBCCT"),
    colourModeRow,
    ...outputRows,
  ],
};
