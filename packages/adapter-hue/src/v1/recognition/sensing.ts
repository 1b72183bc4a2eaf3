import { textOf } from "@thingwright/mapping";
import type { PartName } from "@thingwright/thing-descriptions";
import { type Item, memberAt } from "../bridge-state.js";
import type { Row } from "./served.js";

/** A value of a sensor; `null` is one that is not known yet. */
const sensed =
  (member: string, name: string, part: PartName, terms: object = {}): Row =>
  (item) =>
    memberAt(item, "state", member) === undefined
      ? undefined
      : { kind: "property", name, part, source: "state", terms: { "map:pick": `/state/${member}`, ...terms } };

const batteryRow: Row = (item) =>
  typeof memberAt(item, "config", "battery") !== "number"
    ? undefined
    : { kind: "property", name: "battery", part: "battery", source: "state", terms: { "map:pick": "/config/battery" } };

const temperatureRow = sensed("temperature", "temperature", "temperature", { "map:scale": 0.01 });

/** Light is told as 10,000 times the logarithm of lux, and one. */
const illuminanceRow = sensed("lightlevel", "illuminance", "illuminance", {
  "map:read": "$round($power(10, ($ - 1) / 10000), 2)",
});

/** Ways to press a button, by the last digit of its event. */
const presses = ["initial_press", "repeat", "short_release", "long_release"] as const;

/** Buttons of a switch without batteries, which has numbers of its own. */
const tapButtons: Readonly<Record<string, number>> = { 34: 1, 16: 2, 17: 3, 18: 4 };

/** Which button was pressed, and how; `undefined` for an event that is none. */
export function pressOf(item: Item): { readonly button: number; readonly event: string } | undefined {
  const code = memberAt(item, "state", "buttonevent");
  if (typeof code !== "number" || !Number.isInteger(code)) return undefined;
  if (Object.hasOwn(tapButtons, code)) return { button: tapButtons[code]!, event: "initial_press" };
  const event = presses[code % 1000];
  const button = Math.floor(code / 1000);
  return event === undefined || button < 1 || button > buttonsOf(item) ? undefined : { button, event };
}

/** How many buttons a switch has: it says so, or is one of the four that the maker had at first. */
function buttonsOf(item: Item): number {
  const inputs = memberAt(item, "capabilities", "inputs");
  return Array.isArray(inputs) && inputs.length > 0 ? Math.min(inputs.length, 16) : 4;
}

/** One event for each button. */
const buttonRows: readonly Row[] = Array.from({ length: 16 }, (_, index) => (item) => {
  const button = index + 1;
  if (button > buttonsOf(item)) return undefined;
  return {
    kind: "event",
    name: `button_${button}_pressed`,
    affordance: { title: `Button ${button}`, data: { type: "string", enum: [...presses] } },
    source: "press",
    button,
    terms: { "map:pick": "/event" },
  };
});

const rows: Readonly<Record<string, readonly Row[]>> = {
  ZLLPresence: [sensed("presence", "occupied", "occupancy"), batteryRow],
  ZLLTemperature: [temperatureRow, batteryRow],
  ZLLLightLevel: [illuminanceRow, batteryRow],
  ZLLSwitch: [...buttonRows, batteryRow],
  ZGPSwitch: buttonRows,
};

/** What a sensor serves; nothing where it is none of a device. */
export function sensorRows(item: Item): readonly Row[] {
  const type = textOf(memberAt(item, "type")) ?? "";
  return Object.hasOwn(rows, type) ? rows[type]! : [];
}
