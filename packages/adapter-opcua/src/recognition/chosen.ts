import type { ThingModel } from "@thingwright/td";
import { fittingModel, isDescribed, type ModelCandidate } from "@thingwright/thing-descriptions";
import type { UaNode } from "../browse/ua-node.js";
import type { Served } from "./served.js";

/**
 * Of what rows make of nodes, one for each node and each affordance: what the model has that they fit together comes first, then what any Thing may have.
 *
 * @param told - that a template says, which stands
 */
export async function chosen(
  told: readonly Served[],
  guessed: readonly Served[],
  candidates: readonly ModelCandidate[],
): Promise<readonly Served[]> {
  const names = new Set([...told, ...guessed].map(({ name }) => name));
  const model = (await fittingModel(candidates, names))?.model;
  const served = [...told];
  const taken = new Set(told.map(({ name }) => name));
  const used = new Set<UaNode>(told.map(({ node }) => node));
  const take = (each: Served): void => {
    if (taken.has(each.name) || used.has(each.node)) return;
    taken.add(each.name);
    used.add(each.node);
    served.push(each);
  };
  for (const each of guessed) if (model !== undefined && has(model, each)) take(each);
  for (const each of guessed)
    if (each.part !== undefined && (model === undefined || isDescribed(model, each))) take(each);
  return served;
}

/** Whether the model has it, and every choice that the device has. */
function has(model: ThingModel, { name, narrowed }: Served): boolean {
  const property: unknown = Object.hasOwn(model.properties ?? {}, name) ? model.properties![name] : undefined;
  if (property === undefined) return false;
  const known = (property as { readonly enum?: readonly unknown[] }).enum;
  const own = narrowed?.enum;
  return known === undefined || !Array.isArray(own) || own.every((state) => known.includes(state));
}
