import type { ThingDescription } from "@thingwright/td";
import { type ThingModelName, thingModel, thingModelNames } from "@thingwright/thing-descriptions";

const kinds = ["properties", "actions", "events"] as const;

/** The models of the common API all of whose required affordances a Thing has. */
export async function fittingModels(description: ThingDescription): Promise<readonly ThingModelName[]> {
  const fits = await Promise.all(thingModelNames.map((name) => hasAllOf(name, description)));
  return thingModelNames.filter((_, index) => fits[index]);
}

async function hasAllOf(name: ThingModelName, description: ThingDescription): Promise<boolean> {
  const model = await thingModel(name);
  const optional = new Set(model["tm:optional"] ?? []);
  return kinds.every((kind) =>
    Object.keys(model[kind] ?? {}).every(
      (affordance) => optional.has(`/${kind}/${affordance}`) || Object.hasOwn(description[kind] ?? {}, affordance),
    ),
  );
}
