import type { DataSchema } from "@thingwright/td";
import type { PartName } from "@thingwright/thing-descriptions";
import { type Item, memberAt } from "../bridge-state.js";
import type { Row, RowResult } from "./served.js";

/** Where a lamp and a group have what they are like now. */
const stateOf = ({ collection }: Item): string => (collection === "groups" ? "action" : "state");

const has = (item: Item, name: string): boolean => memberAt(item, stateOf(item), name) !== undefined;

const onRow: Row = (item) => {
  if (typeof memberAt(item, stateOf(item), "on") !== "boolean") return undefined;
  // A group is on when one of its lamps is; what was last sent to it does not say.
  const isTold = typeof memberAt(item, "state", "any_on") === "boolean";
  const terms = isTold ? { "map:pick": "/state/any_on" } : {};
  const found = property(item, "on", "on", "on-off", { type: "boolean" });
  return { ...found, terms: { ...found.terms, ...terms } };
};

const brightnessRow: Row = (item) => {
  if (!has(item, "bri")) return undefined;
  const found = property(item, "bri", "brightness", "brightness", { type: "integer", minimum: 0, maximum: 254 });
  return { ...found, terms: { ...found.terms, "map:range": { "map:vendor": [0, 254], "map:model": [0, 100] } } };
};

const colourTemperatureRow: Row = (item) => {
  if (!has(item, "ct")) return undefined;
  const [least, most] = ["min", "max"].map((name) => memberAt(item, "capabilities", "control", "ct", name));
  const isRange = typeof least === "number" && typeof most === "number" && 50 <= least && least < most && most <= 1000;
  const limits = isRange ? { minimum: least, maximum: most } : { minimum: 153, maximum: 500 };
  const found = property(item, "ct", "colorTemperature", "colour-temperature", { type: "integer", ...limits });
  return { ...found, terms: { ...found.terms, "map:unit": "qudtUnit:PER-MegaK" } };
};

const colourRow: Row = (item) => {
  if (has(item, "xy")) {
    const found = property(item, "xy", "colorXy", "colour", { type: "array", items: { type: "number" } });
    const terms = { "map:read": '{"x": $[0], "y": $[1]}', "map:write": "[x, y]" };
    return { ...found, terms: { ...found.terms, ...terms } };
  }
  return has(item, "hue") && has(item, "sat") ? hueAndSaturation(item) : undefined;
};

/** A lamp that knows its colours by hue (65,536 steps around) and saturation (254 steps) alone. */
const hueAndSaturation = (item: Item): RowResult => ({
  kind: "property",
  name: "colorXy",
  part: "colour",
  source: "state",
  terms: {
    "map:pick": `/${stateOf(item)}`,
    "map:put": "",
    "map:read": "$xyOfHs([hue * 360 / 65536, sat * 100 / 254])",
    "map:write": '($hs := $hsOfXy($); {"hue": $round($hs[0] * 65535 / 360), "sat": $round($hs[1] * 2.54)})',
  },
  sent: { hue: { type: "integer", minimum: 0, maximum: 65_535 }, sat: { type: "integer", minimum: 0, maximum: 254 } },
});

function property(item: Item, member: string, name: string, part: PartName, schema: DataSchema): RowResult {
  return {
    kind: "property",
    name,
    part,
    source: "state",
    terms: { "map:pick": `/${stateOf(item)}/${member}`, "map:put": `/${member}` },
    sent: { [member]: schema },
  };
}

const identifyRow: Row = () => ({
  kind: "action",
  name: "identify",
  part: "identify",
  source: "invocation",
  terms: { "map:value": { alert: "select" } },
  sent: { alert: { type: "string" } },
});

/** A lamp, or all lamps of a group. */
export const lightRows: readonly Row[] = [onRow, brightnessRow, colourTemperatureRow, colourRow, identifyRow];
