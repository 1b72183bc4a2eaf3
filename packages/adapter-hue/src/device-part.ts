import type { ThingModel } from "@thingwright/td";
import {
  emptyModel,
  extendedModel,
  fittingModel,
  freeName,
  isDescribed,
  type ModelCandidate,
  type ThingModelName,
} from "@thingwright/thing-descriptions";
import { answerPointer, type Row, type Served } from "./recognition/served.js";
import type { Resource } from "./resource.js";

/** Resources that are one Thing together, and how each serves it. */
export interface ResourceGroup {
  /** Tells Things of a bridge apart: the id of the main resource. */
  readonly key: string;
  readonly title: string;
  readonly resources: readonly { readonly resource: Resource; readonly rows: readonly Row[] }[];
  readonly models: readonly ModelCandidate[];
}

/** What of a bridge is one Thing. */
export interface DevicePart {
  /** The model of the common API that it is; `undefined` when none fits. */
  readonly modelName: ThingModelName | undefined;
  /** The model with what the device has beside it. */
  readonly model: ThingModel;
  readonly served: readonly Served[];
}

/** The Thing that a group is: in words of the common API where it has some, and each resource as the bridge has it beside. */
export async function devicePart({ title, resources, models }: ResourceGroup): Promise<DevicePart> {
  const known = new Map<string, Served>();
  for (const { resource, rows } of resources) {
    for (const row of rows) {
      const found = row(resource);
      if (found !== undefined && !known.has(found.name)) known.set(found.name, { ...found, resource });
    }
  }
  const found = await fittingModel(models, new Set(known.keys()));
  const base = found?.model ?? emptyModel(title);
  const served = [...known.values()].filter((each) => isDescribed(base, each));
  const taken = new Set([...served.map(({ name }) => name), ...Object.keys(base.properties ?? {})]);
  for (const { resource } of resources) {
    const state = stateOf(resource, freeName(resource.type, taken));
    taken.add(state.name);
    served.push(state);
  }
  return { modelName: found?.name, model: extendedModel(base, served), served };
}

/** All that the bridge says of a resource, in its own words. */
const stateOf = (resource: Resource, name: string): Served => ({
  kind: "property",
  name,
  affordance: { title: `Resource ${resource.type}`, type: "object", readOnly: true, observable: true },
  resource,
  source: "state",
  terms: { "map:pick": answerPointer() },
});
