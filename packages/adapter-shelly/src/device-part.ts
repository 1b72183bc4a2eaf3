import { type PartModel, partModel } from "@thingwright/adapter-core";
import type { ModelCandidate } from "@thingwright/thing-descriptions";
import type { Component } from "./component.js";
import { kindOf } from "./recognition/kinds.js";
import { pointerTo, type Served } from "./recognition/served.js";

/** Components that are one Thing together. */
export interface ComponentGroup {
  /** Tells Things of one device apart: the key of its main component; empty for the first. */
  readonly suffix: string;
  readonly components: readonly Component[];
  readonly models: readonly ModelCandidate[];
}

/** What of a device is one Thing: a channel, or sensors. */
export interface DevicePart extends PartModel<Served> {
  readonly suffix: string;
}

/**
 * The Thing that a group of components is: in words of the common API where it has some, and each component's status as the
 * device has it beside, so that nothing is left out.
 *
 * @param title - of a Thing that no model of the common API fits
 */
export async function devicePart({ suffix, components, models }: ComponentGroup, title: string): Promise<DevicePart> {
  const part = await partModel<Served>({
    title,
    served: components.flatMap(servedBy),
    candidates: models,
    beside: () => components.map(statusOf),
  });
  return { suffix, ...part };
}

/** What rows make of `component`. */
export const servedBy = (component: Component): readonly Served[] =>
  (kindOf(component.type)?.rows ?? []).flatMap((row) => {
    const found = row(component);
    return found === undefined ? [] : [{ ...found, component }];
  });

/** The whole status of a component, in its own words. */
function statusOf(component: Component): Served {
  const name = `${component.key.replace(":", "_")}_status`;
  const title = `Status of ${component.key}`;
  return {
    kind: "property",
    name,
    affordance: { title, type: "object", readOnly: true, observable: true },
    component,
    source: "status",
    terms: { "map:pick": pointerTo(component) },
  };
}
