import { partModel } from "@thingwright/adapter-core";
import type { ThingModel } from "@thingwright/td";
import { candidatesOfKind, type DeviceAffordance, type ThingModelName } from "@thingwright/thing-descriptions";
import type { Entity } from "./entity.js";
import { ownAffordance } from "./own-affordance.js";
import { rowsOfKind } from "./recognition/rows.js";
import { sensingRows } from "./recognition/sensing-rows.js";
import { type Feature, type Served, serve } from "./recognition/served.js";

/** A value that no model knows, offered as the entity has it. */
export type Own = DeviceAffordance & Feature;

/** What of a device is one Thing: a lamp, one channel of a relay, a sensor with all that it measures. */
export interface DevicePart {
  /** Tells parts of one device apart; empty for the only one, or the main one. */
  readonly suffix: string;
  /** The model of the common API that it is; `undefined` when none fits. */
  readonly modelName: ThingModelName | undefined;
  /** The model with what the device has beside it. */
  readonly model: ThingModel;
  readonly served: readonly Served[];
  readonly own: readonly Own[];
}

/** Values that are one Thing, and the kind of entity that it is mainly. */
export interface FeatureGroup {
  readonly kind: string;
  /** The light, switch … that it is; none for what only measures. */
  readonly main: Entity | undefined;
  readonly suffix: string;
  readonly features: readonly Feature[];
}

/**
 * The Thing that a group of values is.
 *
 * @param title - of a Thing that no model of the common API fits
 */
export async function devicePart({ kind, main, suffix, features }: FeatureGroup, title: string): Promise<DevicePart> {
  const rows = Object.hasOwn(rowsOfKind, kind) ? rowsOfKind[kind]! : [];
  const usable = features.filter(isReadableOrAction);
  const ofMain = serve(
    rows,
    usable.filter(({ entity }) => entity === main),
  );
  const served = [...ofMain, ...serve(sensingRows, usable)].filter(isFirst).flatMap(withEvents);
  const found = await partModel<Served | Own>({
    title,
    served,
    candidates: candidatesOfKind(kind),
    beside: (fitting) => unserved(features, fitting).map((feature) => ownOf(feature, main)),
  });
  return {
    suffix,
    modelName: found.modelName,
    model: found.model,
    served: found.served.filter((each): each is Served => !isOwn(each)),
    own: found.served.filter(isOwn),
  };
}

const isOwn = (each: Served | Own): each is Own => each.affordance !== undefined;

/** Values of which something is not said yet. */
function unserved(features: readonly Feature[], served: readonly (Served | Own)[]): readonly Feature[] {
  const whole = new Set(served.filter((each) => !("isPartial" in each && each.isPartial)).map(({ value }) => value));
  return features.filter(({ value }) => !whole.has(value));
}

/** What can only be set has no value that a property could have. */
const isReadableOrAction = ({ value }: Feature): boolean => value.reading !== undefined || value.key === "stop";

/** Smoke is an event too, for models that have it. */
function withEvents(served: Served): readonly Served[] {
  if (served.name !== "smoke") return [served];
  return [served, { ...served, kind: "event", name: "alarm", data: "smoke" }];
}

const isFirst = ({ name }: Served, index: number, all: readonly Served[]): boolean =>
  all.findIndex((other) => other.name === name) === index;

const ownOf = (feature: Feature, main: Entity | undefined): Own => ({
  ...feature,
  kind: feature.value.kind,
  name: nameOf(feature, main),
  affordance: ownAffordance(feature),
});

/** The entity's name, and what of it the value is; what is of the main entity needs no name. */
function nameOf({ entity, value }: Feature, main: Entity | undefined): string {
  if (entity === main) return value.key === "state" ? entity.component : value.key;
  const base =
    wordsOf(entity.name) || wordsOf(entity.deviceClass) || wordsOf(entity.config.objectId) || entity.component;
  const isPlain = value.key === "state" || value.key === "press" || value.key === "activate";
  return isPlain ? base : `${base}_${value.key}`;
}

/** `Outside temperature` as `outside_temperature`. */
export const wordsOf = (text: string | undefined): string =>
  (text ?? "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 64);
