import type { ThingModel } from "@thingwright/td";
import { thingModel } from "./model.js";
import type { ThingModelName } from "./model-names.js";

/** A model that a device may be, when it serves what the model requires and `also`. */
interface Candidate {
  readonly model: ThingModelName;
  /** Affordances that the model leaves open, of which one must be there. */
  readonly also?: readonly string[];
}

const named = (...models: readonly ThingModelName[]): readonly Candidate[] => models.map((model) => ({ model }));

/** What a device without any other kind may be; what warns of dangers comes first. */
const sensors: readonly Candidate[] = [
  ...named("smoke-sensor", "leak-sensor", "contact-sensor", "occupancy-sensor"),
  { model: "air-quality-sensor", also: ["voc", "pm25"] },
  ...named("carbon-dioxide-sensor", "particulate-matter-sensor", "organic-compounds-sensor"),
  { model: "climate-sensor", also: ["relativeHumidity"] },
  ...named("temperature-sensor", "humidity-sensor", "illuminance-sensor", "electricity-meter"),
];

/** Models by kind of device, the most capable first. */
const candidates: Readonly<Record<string, readonly Candidate[]>> = {
  light: named("colour-light", "tunable-white-light", "dimmable-light", "on-off-light"),
  switch: named("switch"),
  fan: named("fan"),
  cover: named("blind"),
  climate: named("thermostat"),
};

/**
 * The model of the common API that a device is which serves the affordances `names`, and its name; `undefined` when it
 * lacks what each of them requires.
 *
 * @param kind - `light`, `switch`, `fan`, `cover` or `climate`; any other is a sensor
 */
export async function fittingModel(
  kind: string,
  names: ReadonlySet<string>,
): Promise<{ readonly name: ThingModelName; readonly model: ThingModel } | undefined> {
  const own = Object.hasOwn(candidates, kind) ? candidates[kind]! : [];
  for (const { model: name, also } of [...own, ...sensors]) {
    const model = await thingModel(name);
    const isMet = requiredOf(model).every((required) => names.has(required));
    if (isMet && (also === undefined || also.some((each) => names.has(each)))) return { name, model };
  }
  return undefined;
}

/** Names of the affordances that `model` requires. */
function requiredOf(model: ThingModel): readonly string[] {
  const optional = new Set(model["tm:optional"] ?? []);
  return (["properties", "actions", "events"] as const).flatMap((kind) =>
    Object.keys(model[kind] ?? {}).filter((name) => !optional.has(`/${kind}/${name}`)),
  );
}
