import { type PartModel, partModel } from "@thingwright/adapter-core";
import type { ModelCandidate } from "@thingwright/thing-descriptions";
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
export type DevicePart = PartModel<Served>;

/** The Thing that a group is: in words of the common API where it has some, and each resource as the bridge has it beside. */
export function devicePart({ title, resources, models }: ResourceGroup): Promise<DevicePart> {
  const served = resources.flatMap(({ resource, rows }) =>
    rows.flatMap((row) => {
      const found = row(resource);
      return found === undefined ? [] : [{ ...found, resource }];
    }),
  );
  const beside = () => resources.map(({ resource }) => stateOf(resource));
  return partModel<Served>({ title, served, candidates: models, beside });
}

/** All that the bridge says of a resource, in its own words. */
const stateOf = (resource: Resource): Served => ({
  kind: "property",
  name: resource.type,
  affordance: { title: `Resource ${resource.type}`, type: "object", readOnly: true, observable: true },
  resource,
  source: "state",
  terms: { "map:pick": answerPointer() },
});
