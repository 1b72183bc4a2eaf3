import type { DataSchema } from "@thingwright/td";
import type { Entity } from "../entity.js";
import { numberSchema } from "./interpretation.js";

export const brightnessSchema = (entity: Entity): DataSchema => ({
  type: "number",
  minimum: 0,
  maximum: Math.max(1, entity.number("brightness_scale") ?? 255),
});

/** In mired unless the light says that it speaks of kelvin. Its limits may be in either. */
export function colourTemperatureSchema(entity: Entity): DataSchema {
  const isKelvin = entity.config.members.color_temp_kelvin === true;
  const [warm, cold] = [entity.number("min_kelvin"), entity.number("max_kelvin")];
  const [least, most] = [entity.number("min_mireds"), entity.number("max_mireds")];
  const inverse = (value: number | undefined) =>
    value === undefined || value <= 0 ? undefined : Math.round(1e6 / value);
  return isKelvin
    ? numberSchema("K", warm ?? inverse(most), cold ?? inverse(least))
    : numberSchema("mired", least ?? inverse(cold), most ?? inverse(warm));
}

/** A colour as the common API has it. */
export const xySchema: DataSchema = {
  type: "object",
  required: ["x", "y"],
  properties: { x: { type: "number", minimum: 0, maximum: 1 }, y: { type: "number", minimum: 0, maximum: 1 } },
};
