import { kindOf } from "../device-types.js";
import { attributeRow, hasAttribute, hasCommand, numberOf, type Row } from "./served.js";

/** On and off are commands: the attribute cannot be written. */
export const onRow: Row = attributeRow(
  "onOff",
  { name: "on", part: "on-off" },
  { "map:write": '$ ? {"on": {}} : {"off": {}}' },
  (place) => (hasCommand(place, "on") && hasCommand(place, "off") ? { anyCommand: true } : undefined),
);

/** A lamp that is off takes a level or colour too, and stays off. */
const evenWhenOff = {
  optionsMask: { executeIfOff: true },
  optionsOverride: { executeIfOff: true },
} as const;

/** `brightness` never switches, hence MoveToLevel and not MoveToLevelWithOnOff; its 0 is the least level. */
export const brightnessRow: Row = (place) => {
  const kind = kindOf(place.deviceTypes);
  if (kind !== "light" && kind !== "plug" && kind !== "switch") return undefined; // a loudspeaker has levels too
  if (!hasAttribute(place, "currentLevel") || !hasCommand(place, "moveToLevel")) return undefined;
  const [least, most] = [numberOf(place, "minLevel", 1), numberOf(place, "maxLevel", 254)];
  if (least >= most) return undefined;
  return {
    kind: "property",
    name: "brightness",
    part: "brightness",
    source: "attributes",
    terms: {
      "map:pick": "/currentLevel",
      "map:range": { "map:vendor": [least, most], "map:model": [0, 100] },
      "map:put": "/level",
    },
    taker: {
      command: "moveToLevel",
      fields: { transitionTime: null, ...evenWhenOff },
      input: { level: { type: "integer", minimum: least, maximum: most } },
    },
    covers: ["currentLevel", "moveToLevel"],
  };
};

/** Mireds; a lamp that has no colours has this alone. */
const colourTemperatureRow: Row = (place) => {
  if (!hasAttribute(place, "colorTemperatureMireds")) return undefined;
  const least = Math.max(numberOf(place, "colorTempPhysicalMinMireds", 153), shortestMireds);
  const most = Math.min(numberOf(place, "colorTempPhysicalMaxMireds", 500), longestMireds);
  const limits = least < most ? { minimum: least, maximum: most } : { minimum: 153, maximum: 500 };
  return {
    kind: "property",
    name: "colorTemperature",
    part: "colour-temperature",
    source: "attributes",
    terms: {
      "map:pick": "/colorTemperatureMireds",
      "map:unit": "qudtUnit:PER-MegaK",
      "map:put": "/colorTemperatureMireds",
    },
    taker: {
      command: "moveToColorTemperature",
      fields: { transitionTime: 0, ...evenWhenOff },
      input: { colorTemperatureMireds: { type: "integer", ...limits } },
    },
    covers: ["colorTemperatureMireds", "moveToColorTemperature"],
  };
};

/** 20,000 K and 1,000 K, the limits of the common API. */
const [shortestMireds, longestMireds] = [50, 1000];

/** CIE x and y are 0–0xFEFF for 0–0.99609 (Application Clusters §3.2.7.4). */
const chromaticityRow: Row = (place) =>
  !(hasAttribute(place, "currentX") && hasAttribute(place, "currentY") && hasCommand(place, "moveToColor"))
    ? undefined
    : {
        kind: "property",
        name: "colorXy",
        part: "colour",
        source: "attributes",
        terms: {
          "map:read": '$exists(currentX) ? {"x": $round(currentX / 65536, 4), "y": $round(currentY / 65536, 4)}',
          "map:write": '{"colorX": $min([65279, $round(x * 65536)]), "colorY": $min([65279, $round(y * 65536)])}',
        },
        taker: { command: "moveToColor", fields: { transitionTime: 0, ...evenWhenOff } },
        covers: ["currentX", "currentY", "moveToColor"],
      };

/** For a lamp that has no x and y: hue 0–254 for 0°–360°, saturation 0–254. */
const hueRow: Row = (place) =>
  !(hasAttribute(place, "currentHue") && hasCommand(place, "moveToHueAndSaturation"))
    ? undefined
    : {
        kind: "property",
        name: "colorXy",
        part: "colour",
        source: "attributes",
        terms: {
          "map:read": "$exists(currentHue) ? $xyOfHs([currentHue * 360 / 254, currentSaturation * 100 / 254])",
          "map:write":
            '($hs := $hsOfXy($); {"hue": $min([254, $round($hs[0] * 254 / 360)]), "saturation": $min([254, $round($hs[1] * 2.54)])})',
        },
        taker: { command: "moveToHueAndSaturation", fields: { transitionTime: 0, ...evenWhenOff } },
      };

export const colourRows: readonly Row[] = [colourTemperatureRow, chromaticityRow, hueRow];
