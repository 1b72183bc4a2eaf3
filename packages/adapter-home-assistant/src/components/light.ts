import type { Entity } from "../entity.js";
import type { EntityValue, Reading } from "../entity-value.js";
import { type Code, code, textOf } from "../template/code.js";
import { asNumber, interpreted, rounded } from "./interpretation.js";
import { jsonLight } from "./json-light.js";
import { brightnessSchema, colourTemperatureSchema, xySchema } from "./light-schemas.js";
import { onOff } from "./switching.js";
import { templateLight } from "./template-light.js";
import { choice, choiceTerms, heldValue } from "./value.js";

/** A light, in one of the three ways in which one can speak: a topic for each value, JSON, or templates of its own. */
export function light(entity: Entity): readonly EntityValue[] {
  const schema = entity.text("schema") ?? "default";
  if (schema === "json") return jsonLight(entity);
  if (schema === "template") return templateLight(entity);
  if (schema === "default" || schema === "basic") return plainLight(entity);
  entity.problem(`no light is known of the schema ${JSON.stringify(schema.slice(0, 40))}`);
  return [];
}

function plainLight(entity: Entity): readonly EntityValue[] {
  return [
    ...onOff(entity, "state_value_template"),
    ...brightness(entity),
    ...colourTemperature(entity),
    ...colour(entity),
    ...choice(entity, { ...choiceTerms("effect", "effect_list"), stateTemplate: "effect_value_template" }),
  ];
}

function brightness(entity: Entity): readonly EntityValue[] {
  const reading = entity.reading({ topic: "brightness_state_topic", template: "brightness_value_template" });
  const writing = entity.writing({
    topic: "brightness_command_topic",
    template: "brightness_command_template",
    payload: rounded,
  });
  return heldValue("brightness", brightnessSchema(entity), interpreted(reading, asNumber), writing);
}

function colourTemperature(entity: Entity): readonly EntityValue[] {
  const reading = entity.reading({ topic: "color_temp_state_topic", template: "color_temp_value_template" });
  const writing = entity.writing({
    topic: "color_temp_command_topic",
    template: "color_temp_command_template",
    payload: rounded,
  });
  return heldValue("color_temp", colourTemperatureSchema(entity), interpreted(reading, asNumber), writing);
}

/** Numbers that are written with commas between them. */
function listed(count: number): (value: Code) => Code {
  return (value) => {
    const numbers = `$map($split($l, ","), function($n) { $num($n) })`;
    return code(
      `($l := ${textOf(value).code}; $l = "" ? $nothing : ($n := [${numbers}]; $count($n) >= ${count} ? $n : $nothing))`,
      "list",
    );
  };
}

const colours: readonly {
  readonly key: "xy" | "hs" | "rgb";
  readonly read: (list: Code) => string;
  readonly write: (value: string) => string;
  readonly names: readonly string[];
}[] = [
  {
    key: "xy",
    read: (list) => `($c := ${list.code}; $exists($c) ? {"x": $c[0], "y": $c[1]} : $nothing)`,
    write: (value) => `[${value}.x, ${value}.y]`,
    names: ["x", "y"],
  },
  {
    key: "hs",
    read: (list) => `($c := ${list.code}; $exists($c) ? $xyOfHs([$c[0], $c[1]]) : $nothing)`,
    write: (value) => `$hsOfXy(${value})`,
    names: ["hue", "sat"],
  },
  {
    key: "rgb",
    read: (list) => `($c := ${list.code}; $exists($c) ? $xyOfRgb([$c[0], $c[1], $c[2]]) : $nothing)`,
    write: (value) => `$map($rgbOfXy(${value}), function($n) { $round($n) })`,
    names: ["red", "green", "blue"],
  },
];

/** Of several ways to say a colour, x and y are the one that needs no conversion. */
function colour(entity: Entity): readonly EntityValue[] {
  const terms = colours.find(({ key }) => entity.has(`${key}_command_topic`));
  if (terms === undefined) return [];
  const { key, read, write, names } = terms;
  const count = key === "rgb" ? 3 : 2;
  const state = entity.reading({ topic: `${key}_state_topic`, template: `${key}_value_template` });
  const reading: Reading | undefined = state && { ...state, code: code(read(listed(count)(state.code))) };
  const variables = Object.fromEntries(names.map((name, index) => [name, code(`$c[${index}]`, "number")]));
  const writing = entity.writing({ topic: `${key}_command_topic`, template: `${key}_command_template`, variables });
  const isTemplated = entity.has(`${key}_command_template`);
  const payload = (value: Code) => {
    const joined = isTemplated ? writing!.payload(value) : `$join($map($c, $string), ",")`;
    return `($c := ${write(value.code)}; ${joined})`;
  };
  return heldValue("color", xySchema, reading, writing && { ...writing, payload });
}
