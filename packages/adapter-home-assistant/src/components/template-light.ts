import type { Entity } from "../entity.js";
import type { EntityValue, Reading, Writing } from "../entity-value.js";
import { type Code, code, constant, textOf } from "../template/code.js";
import { asBoolean, asNumber, asText, choiceOf, interpreted } from "./interpretation.js";
import { brightnessSchema, colourTemperatureSchema, xySchema } from "./light-schemas.js";
import { heldValue } from "./value.js";

/** What its template for commands may speak of. */
const names = [
  "state",
  "brightness",
  "red",
  "green",
  "blue",
  "hue",
  "sat",
  "color_temp",
  "effect",
  "flash",
  "transition",
];
const nothing = Object.fromEntries(names.map((name) => [name, code("$nothing")]));

/** A light whose templates say what is in its payloads, and make them. */
export function templateLight(entity: Entity): readonly EntityValue[] {
  const read = (template: string): Reading | undefined =>
    entity.has(template) ? entity.reading({ topic: "state_topic", template }) : undefined;
  const effects = choiceOf(entity.list("effect_list"));
  return [
    ...heldValue(
      "state",
      { type: "boolean" },
      interpreted(read("state_template"), asBoolean("on", "off")),
      switching(entity),
    ),
    ...(entity.has("brightness_template")
      ? heldValue(
          "brightness",
          brightnessSchema(entity),
          interpreted(read("brightness_template"), asNumber),
          turningOn(entity, "brightness"),
        )
      : []),
    ...(entity.has("color_temp_template")
      ? heldValue(
          "color_temp",
          colourTemperatureSchema(entity),
          interpreted(read("color_temp_template"), asNumber),
          turningOn(entity, "color_temp"),
        )
      : []),
    ...(entity.has("red_template") ? heldValue("color", xySchema, redGreenBlue(read), colouring(entity)) : []),
    ...(entity.has("effect_template")
      ? heldValue(
          "effect",
          effects,
          interpreted(read("effect_template"), asText),
          turningOn(entity, "effect", (value) => value),
        )
      : []),
  ];
}

/** Each of both commands has a template of its own. */
function switching(entity: Entity): Writing | undefined {
  const topic = entity.topic("command_topic");
  const on = entity.template("command_on_template", { ...nothing, state: constant("on") });
  const off = entity.template("command_off_template", { ...nothing, state: constant("off") });
  if (topic === undefined || on === undefined || off === undefined) return undefined;
  return entity.publishing(topic, (value) => `(${value.code} ? ${textOf(on).code} : ${textOf(off).code})`);
}

const whole = (value: Code): Code => code(`$round(${value.code})`, "number");

function turningOn(entity: Entity, name: string, given: (value: Code) => Code = whole): Writing | undefined {
  const topic = entity.topic("command_topic");
  const made = (value: Code) =>
    entity.template("command_on_template", { ...nothing, state: constant("on"), [name]: given(value) });
  if (topic === undefined || made(constant(0)) === undefined) return undefined;
  return entity.publishing(topic, (value) => textOf(made(value)!).code);
}

function redGreenBlue(read: (template: string) => Reading | undefined): Reading | undefined {
  const parts = [read("red_template"), read("green_template"), read("blue_template")];
  const [red, green, blue] = parts.map((part) => part && asNumber(part.code).code);
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  const isJson = parts.every((part) => part!.isJson);
  const made = `($r := ${red}; $g := ${green}; $b := ${blue}; $exists($r) and $exists($g) and $exists($b) ? $xyOfRgb([$r, $g, $b]) : $nothing)`;
  return isJson === parts.some((part) => part!.isJson) ? { ...parts[0]!, code: code(made) } : undefined;
}

function colouring(entity: Entity): Writing | undefined {
  const topic = entity.topic("command_topic");
  const [red, green, blue] = [0, 1, 2].map((index) => code(`$round($c[${index}])`, "number")) as [Code, Code, Code];
  const made = entity.template("command_on_template", { ...nothing, state: constant("on"), red, green, blue });
  if (topic === undefined || made === undefined) return undefined;
  return entity.publishing(topic, (value) => `($c := $rgbOfXy(${value.code}); ${textOf(made).code})`);
}
