import type { PartName } from "@thingwright/thing-descriptions";
import type { Resource } from "../resource.js";
import { answerPointer, type Row, valueAt } from "./served.js";

/** A measured or noticed value: newer bridges have it in a report, with its time. */
const sensed =
  (name: string, part: PartName, places: readonly (readonly string[])[], terms: object = {}): Row =>
  (resource) => {
    const place = places.find((path) => valueAt(resource, ...path) !== undefined);
    return (
      place && {
        kind: "property",
        name,
        part,
        source: "state",
        terms: { "map:pick": answerPointer(...place), ...terms },
      }
    );
  };

const motion = [
  ["motion", "motion_report", "motion"],
  ["motion", "motion"],
] as const;

/** Its number tells the buttons of a device apart. */
const buttonName = (resource: Resource): string => {
  const number = valueAt(resource, "metadata", "control_id");
  return `button_${typeof number === "number" ? number : resource.id.slice(0, 8)}`;
};

const presses = ["initial_press", "repeat", "short_release", "long_release", "double_short_release", "long_press"];

const buttonRow: Row = (resource) => ({
  kind: "event",
  name: `${buttonName(resource)}_pressed`,
  affordance: { title: buttonName(resource).replace("_", " "), data: { type: "string", enum: presses } },
  source: "event",
  terms: { "map:pick": "/button/button_report/event" },
});

const turnRow: Row = (resource) => ({
  kind: "event",
  name: `dial_${resource.id.slice(0, 8)}_turned`,
  affordance: {
    title: "Dial turned",
    description: "Steps, of which those counter-clockwise are negative.",
    data: { type: "integer" },
  },
  source: "event",
  terms: {
    "map:pick": "/relative_rotary/rotary_report/rotation",
    "map:read": 'direction = "counter_clock_wise" ? -steps : steps',
  },
});

/** What devices sense, by type of resource. */
export const sensingRows: Readonly<Record<string, readonly Row[]>> = {
  motion: [sensed("occupied", "occupancy", motion)],
  camera_motion: [sensed("occupied", "occupancy", motion)],
  temperature: [
    sensed("temperature", "temperature", [
      ["temperature", "temperature_report", "temperature"],
      ["temperature", "temperature"],
    ]),
  ],
  light_level: [
    sensed(
      "illuminance",
      "illuminance",
      [
        ["light", "light_level_report", "light_level"],
        ["light", "light_level"],
      ],
      { "map:read": "$round($power(10, ($ - 1) / 10000), 2)" },
    ),
  ],
  contact: [
    sensed("open", "contact", [["contact_report", "state"]], { "map:enum": { contact: false, no_contact: true } }),
  ],
  device_power: [sensed("battery", "battery", [["power_state", "battery_level"]])],
  button: [buttonRow],
  relative_rotary: [turnRow],
};
