import type { DataSchema } from "@thingwright/td";
import type { Entity } from "../entity.js";
import type { EntityValue, Reading, Writing } from "../entity-value.js";
import { type Code, code, constant, input } from "../template/code.js";
import { asBoolean, asNumber, asText, choiceOf } from "./interpretation.js";
import { brightnessSchema, colourTemperatureSchema, xySchema } from "./light-schemas.js";
import { heldValue } from "./value.js";

/** Modes in which a light has a brightness; all but the simplest one. */
const dimmed: ReadonlySet<string> = new Set(["brightness", "color_temp", "hs", "xy", "rgb", "rgbw", "rgbww", "white"]);
const coloured: ReadonlySet<string> = new Set(["hs", "xy", "rgb", "rgbw", "rgbww"]);

/** A light that says all that it is in one JSON object, and takes the same. */
export function jsonLight(entity: Entity): readonly EntityValue[] {
  const [state, command] = [entity.topic("state_topic"), entity.topic("command_topic")];
  const modes = entity.list("supported_color_modes");
  const does = (some: ReadonlySet<string>, flag: string): boolean =>
    modes.some((mode) => some.has(mode)) || entity.config.members[flag] === true;
  const [on, off] = [entity.payload("payload_on", "ON"), entity.payload("payload_off", "OFF")];
  const member = (key: string, schema: DataSchema, read: (whole: string) => Code, write: (value: Code) => string) => {
    const reading: Reading | undefined =
      state === undefined ? undefined : { topic: state, isJson: true, code: read(input) };
    const writing: Writing | undefined = command === undefined ? undefined : entity.publishing(command, write, true);
    return heldValue(key, schema, reading, writing);
  };
  const beside = (name: string) => (value: Code) => `{"state": ${constant(on).code}, "${name}": ${value.code}}`;
  const round = (name: string) => (value: Code) => beside(name)(code(`$round(${value.code})`));
  const number = (name: string) => (whole: string) => asNumber(code(`${whole}.${name}`));
  return [
    ...member(
      "state",
      { type: "boolean" },
      (whole) => asBoolean(on, off)(code(`${whole}.state`)),
      ({ code: value }) => `{"state": ${value} ? ${constant(on).code} : ${constant(off).code}}`,
    ),
    ...(does(dimmed, "brightness")
      ? member("brightness", brightnessSchema(entity), number("brightness"), round("brightness"))
      : []),
    ...(does(new Set(["color_temp"]), "color_temp")
      ? member("color_temp", colourTemperatureSchema(entity), number("color_temp"), round("color_temp"))
      : []),
    ...(["xy", "hs", "rgb"].some((flag) => does(coloured, flag))
      ? member("color", xySchema, colourIn, (value) => beside("color")(code(colourFor(entity, modes, value))))
      : []),
    ...(entity.list("effect_list").length > 0
      ? member(
          "effect",
          choiceOf(entity.list("effect_list")),
          (whole) => asText(code(`${whole}.effect`)),
          beside("effect"),
        )
      : []),
  ];
}

/** A light may say its colour in several ways, whatever way it takes it. */
const colourIn = (whole: string): Code =>
  code(
    `($c := ${whole}.color; $exists($c.x) ? {"x": $c.x, "y": $c.y} : $exists($c.h) ? $xyOfHs([$c.h, $c.s]) : ` +
      `$exists($c.r) ? $xyOfRgb([$c.r, $c.g, $c.b]) : $nothing)`,
  );

/** Of the ways that the light knows the one that loses least. */
function colourFor(entity: Entity, modes: readonly string[], { code: value }: Code): string {
  const knows = (mode: string) => modes.includes(mode) || entity.config.members[mode] === true;
  if (knows("xy")) return `{"x": ${value}.x, "y": ${value}.y}`;
  if (knows("hs")) return `($c := $hsOfXy(${value}); {"h": $c[0], "s": $c[1]})`;
  return `($c := $rgbOfXy(${value}); {"r": $round($c[0]), "g": $round($c[1]), "b": $round($c[2])})`;
}
