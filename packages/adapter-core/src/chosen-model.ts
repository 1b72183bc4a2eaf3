import type { ThingModel } from "@thingwright/td";
import { type DeviceAffordance, extendedModel, type ThingModelName, thingModel } from "@thingwright/thing-descriptions";

const places = { property: "properties", action: "actions", event: "events" } as const;
const kinds = Object.keys(places) as (keyof typeof places)[];

/**
 * The model `name` with all that a part has, as the part has it: names of the common API mean the same in every model. Whether
 * the part serves what the model requires is found out when it is offered.
 */
export async function chosenModel(name: ThingModelName, found: ThingModel): Promise<ThingModel> {
  const chosen = await thingModel(name);
  const own = kinds.flatMap((kind) =>
    Object.entries(found[places[kind]] ?? {}).map(
      ([affordance, described]): DeviceAffordance => ({ kind, name: affordance, affordance: described as object }),
    ),
  );
  const known = new Set(
    kinds.flatMap((kind) => Object.keys(chosen[places[kind]] ?? {}).map((each) => `/${places[kind]}/${each}`)),
  );
  const further = (found["tm:optional"] ?? []).filter((pointer) => !known.has(pointer));
  return { ...extendedModel(chosen, own), "tm:optional": [...(chosen["tm:optional"] ?? []), ...further] };
}
