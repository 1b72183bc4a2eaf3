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
export interface DevicePart {
  readonly suffix: string;
  /** The model of the common API that it is; `undefined` when none fits. */
  readonly modelName: ThingModelName | undefined;
  /** The model with what the device has beside it. */
  readonly model: ThingModel;
  readonly served: readonly Served[];
}

/**
 * The Thing that a group of components is: in words of the common API where it has some, and each component's status as the
 * device has it beside, so that nothing is left out.
 *
 * @param title - of a Thing that no model of the common API fits
 */
export async function devicePart({ suffix, components, models }: ComponentGroup, title: string): Promise<DevicePart> {
  const known = distinct(components.flatMap(servedBy));
  const found = await fittingModel(models, new Set(known.map(({ name }) => name)));
  const base = found?.model ?? emptyModel(title);
  const described = known.filter((each) => isDescribed(base, each));
  const taken = new Set([...described.map(({ name }) => name), ...namesOf(base)]);
  const served = [...described, ...components.map((component) => statusOf(component, taken))];
  return { suffix, modelName: found?.name, model: extendedModel(base, served), served };
}

/** What rows make of `component`. */
export const servedBy = (component: Component): readonly Served[] =>
  (kindOf(component.type)?.rows ?? []).flatMap((row) => {
    const found = row(component);
    return found === undefined ? [] : [{ ...found, component }];
  });

/** Of several that serve one affordance, the first. */
function distinct(all: readonly Served[]): readonly Served[] {
  const byName = new Map<string, Served>();
  for (const each of all) if (!byName.has(each.name)) byName.set(each.name, each);
  return [...byName.values()];
}

const namesOf = ({ properties, actions, events }: ThingModel): readonly string[] =>
  Object.keys({ ...properties, ...actions, ...events });

/** The whole status of a component, in its own words. */
function statusOf(component: Component, taken: ReadonlySet<string>): Served {
  const name = freeName(`${component.key.replace(":", "_")}_status`, taken);
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
