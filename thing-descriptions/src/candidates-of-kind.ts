import type { ModelCandidate } from "./fitting-model.js";
import type { ThingModelName } from "./model-names.js";

const named = (...models: readonly ThingModelName[]): readonly ModelCandidate[] => models.map((model) => ({ model }));

/** What a device without any other kind may be; what warns of dangers comes first. */
const sensors: readonly ModelCandidate[] = [
  ...named("smoke-sensor", "leak-sensor", "contact-sensor", "occupancy-sensor"),
  { model: "air-quality-sensor", also: ["voc", "pm25"] },
  ...named("carbon-dioxide-sensor", "particulate-matter-sensor", "organic-compounds-sensor"),
  { model: "climate-sensor", also: ["relativeHumidity"] },
  ...named("temperature-sensor", "humidity-sensor", "illuminance-sensor", "electricity-meter"),
];

/** Models by kind of device, the most capable first. */
const candidates: Readonly<Record<string, readonly ModelCandidate[]>> = {
  light: named("colour-light", "tunable-white-light", "dimmable-light", "on-off-light"),
  switch: named("switch"),
  fan: named("fan"),
  cover: named("blind"),
  climate: named("thermostat"),
};

/**
 * Models of the common API that a device of `kind` may be, the most capable first.
 *
 * @param kind - `light`, `switch`, `fan`, `cover` or `climate`; of any other it is a sensor
 */
export const candidatesOfKind = (kind: string): readonly ModelCandidate[] => [
  ...(Object.hasOwn(candidates, kind) ? candidates[kind]! : []),
  ...sensors,
];
