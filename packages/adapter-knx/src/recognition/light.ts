import { type Assignment, type Member, memberOf } from "../assignment/assignment.js";
import { groupAddressText } from "../bus/address.js";
import { type Row, type Served, valueRow } from "./served.js";

const onRow = valueRow("on", "on-off", "switch", "switchStatus");

/** A lamp that has no address to switch it is on while it is not dark. */
const onByBrightness: Row = (device) => {
  if (memberOf(device, "switch") !== undefined || memberOf(device, "switchStatus") !== undefined) return undefined;
  const row = valueRow("on", "on-off", "brightness", "brightnessStatus", () => ({
    "map:read": "$ > 0",
    "map:write": "$ ? 100 : 0",
  }));
  return row(device);
};

const brightnessRow = valueRow("brightness", "brightness", "brightness", "brightnessStatus");

const colourTemperatureRow = valueRow(
  "colorTemperature",
  "colour-temperature",
  "colourTemperature",
  "colourTemperatureStatus",
);

/** The three ways in which KNX says a colour. None of them has another brightness than the lamp has. */
const colours: Readonly<Record<string, Served["terms"]>> = {
  "232.600": {
    "map:read": "$xyOfRgb([red, green, blue])",
    "map:write": '($c := $rgbOfXy($); {"red": $c[0], "green": $c[1], "blue": $c[2]})',
  },
  "251.600": {
    "map:read": "$xyOfRgb([$round(red * 2.55), $round(green * 2.55), $round(blue * 2.55)])",
    "map:write":
      '($c := $rgbOfXy($); {"red": $c[0] / 2.55, "green": $c[1] / 2.55, "blue": $c[2] / 2.55, "white": 0, "redValid": true, "greenValid": true, "blueValid": true, "whiteValid": true})',
  },
  "242.600": {
    "map:read": 'colourValid ? {"x": x, "y": y}',
    "map:write": '{"x": x, "y": y, "brightness": 0, "colourValid": true, "brightnessValid": false}',
  },
};

const colourRow: Row = (device) => {
  const [command, status] = [memberOf(device, "colour"), memberOf(device, "colourStatus")];
  const isAlike = command === undefined || status === undefined || command.type.id === status.type.id;
  const ownTerms = ({ type }: Member): Served["terms"] => colours[type.id]!;
  return isAlike ? valueRow("colorXy", "colour", "colour", "colourStatus", ownTerms)(device) : undefined;
};

/** A colour as hue and saturation, which have an address each. */
const hueRow: Row = (device) => {
  const told = { hue: toldOf(device, "hue"), saturation: toldOf(device, "saturation") };
  const taken = { hue: memberOf(device, "hue"), saturation: memberOf(device, "saturation") };
  if (told.hue === undefined || told.saturation === undefined) return undefined;
  const isTaken = taken.hue !== undefined && taken.saturation !== undefined;
  const saturation = groupAddressText(told.saturation.address.address);
  return {
    kind: "property",
    name: "colorXy",
    part: "colour",
    ...(!isTaken && { narrowed: { readOnly: true } }),
    member: told.hue,
    beside: told.saturation,
    via: isTaken ? taken.hue : undefined,
    besideVia: isTaken ? taken.saturation : undefined,
    terms: {
      "map:with": [saturation],
      "map:read": `$xyOfHs([$, $with.\`${saturation}\`])`,
      ...(isTaken && {
        "map:write": "$hsOfXy($)[0]",
        "map:split": [{ "map:via": groupAddressText(taken.saturation!.address.address), "map:write": "$hsOfXy($)[1]" }],
      }),
    },
  };
};

const toldOf = (device: Assignment, role: "hue" | "saturation"): Member | undefined =>
  memberOf(device, `${role}Status`) ?? memberOf(device, role);

export const lightRows: readonly Row[] = [
  onRow,
  onByBrightness,
  brightnessRow,
  colourRow,
  hueRow,
  colourTemperatureRow,
];

export const switchRows: readonly Row[] = [onRow];
