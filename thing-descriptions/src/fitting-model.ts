import type { ThingModel } from "@thingwright/td";
import { thingModel } from "./model.js";
import type { ThingModelName } from "./model-names.js";

/** A model that a device may be, when it serves what the model requires and `also`. */
export interface ModelCandidate {
  readonly model: ThingModelName;
  /** Affordances that the model leaves open, of which one must be there. */
  readonly also?: readonly string[];
}

/** The first of `candidates` whose required affordances are all among `names`; `undefined` when there is none. */
export async function fittingModel(
  candidates: readonly ModelCandidate[],
  names: ReadonlySet<string>,
): Promise<{ readonly name: ThingModelName; readonly model: ThingModel } | undefined> {
  for (const { model: name, also } of candidates) {
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
