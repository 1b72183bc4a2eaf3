import type { Row } from "./served.js";
import { onRow } from "./switching.js";
import { percentTerms, placeTerms } from "./terms.js";

/** A light. Of two ways to say a colour, x and y are the one that needs no conversion. */
export const lightRows: readonly Row[] = [
  onRow,
  {
    name: "brightness",
    type: "numeric",
    serve: (feature) => ({
      kind: "property",
      name: "brightness",
      part: "brightness",
      terms: { ...placeTerms(feature), ...percentTerms(feature) },
    }),
  },
  {
    name: "color_temp",
    type: "numeric",
    serve: (feature) => ({
      kind: "property",
      name: "colorTemperature",
      part: "colour-temperature",
      terms: { ...placeTerms(feature), "map:unit": "qudtUnit:PER-MegaK" },
    }),
  },
  colourRow("color_xy", '$exists(x) ? {"x": x, "y": y}', '{"x": x, "y": y}'),
  colourRow(
    "color_hs",
    "$exists(hue) ? $xyOfHs([hue, saturation])",
    '($hs := $hsOfXy($); {"hue": $hs[0], "saturation": $hs[1]})',
  ),
];

function colourRow(name: string, read: string, write: string): Row {
  return {
    name,
    type: "composite",
    serve: (feature) => ({
      kind: "property",
      name: "colorXy",
      part: "colour",
      terms: { ...placeTerms(feature), "map:read": read, ...(feature.isSettable && { "map:write": write }) },
    }),
  };
}
