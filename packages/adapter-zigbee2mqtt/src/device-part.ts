import { partModel } from "@thingwright/adapter-core";
import type { ThingModel } from "@thingwright/td";
import { candidatesOfKind, type ThingModelName } from "@thingwright/thing-descriptions";
import { type Feature, type FeatureGroup, genericKind } from "./feature.js";
import { type PlainAffordance, plainAffordance } from "./plain-affordance.js";
import { alwaysHeats, climateRows } from "./recognition/climate.js";
import { coverRows } from "./recognition/cover.js";
import { lightRows } from "./recognition/light.js";
import { sensingRows } from "./recognition/sensing.js";
import { type Row, type Served, serve } from "./recognition/served.js";
import { fanRows, switchRows } from "./recognition/switching.js";

/** What of a device is one Thing: a lamp, one channel of a relay, a sensor with all that it measures. */
export interface DevicePart {
  /** Tells parts of one device apart, such as `l1`; empty for the only one, or the main one. */
  readonly suffix: string;
  /** The model of the common API that it is; `undefined` when none fits. */
  readonly modelName: ThingModelName | undefined;
  /** The model with what the device has beside it. */
  readonly model: ThingModel;
  readonly served: readonly Served[];
  readonly plain: readonly PlainAffordance[];
  /** What of the device is not offered, and why. */
  readonly problems: readonly string[];
}

const rowsOfKind: Readonly<Record<string, readonly Row[]>> = {
  light: lightRows,
  switch: switchRows,
  fan: fanRows,
  cover: coverRows,
  climate: climateRows,
};

/**
 * The Thing that a group of features is.
 *
 * @param title - of a Thing that no model of the common API fits
 */
export async function devicePart(group: FeatureGroup, suffix: string, title: string): Promise<DevicePart> {
  const { kind, features } = group;
  const problems: string[] = [];
  const { modelName, model, served } = await partModel<Served | PlainAffordance>({
    title,
    served: servedBy(kind, features),
    candidates: candidatesOfKind(kind),
    beside: (fitting) => plainOf(unserved(features, fitting), problems),
  });
  return {
    suffix,
    modelName,
    model,
    served: served.filter((each): each is Served => !isPlain(each)),
    plain: served.filter(isPlain),
    problems,
  };
}

const isPlain = (each: Served | PlainAffordance): each is PlainAffordance => "affordance" in each;

/** Features of which something is not said yet. */
function unserved(features: readonly Feature[], served: readonly (Served | PlainAffordance)[]): readonly Feature[] {
  const whole = new Set(
    served.filter((each) => !("isPartial" in each && each.isPartial)).map(({ feature }) => feature),
  );
  return features.filter((feature) => !whole.has(feature));
}

function servedBy(kind: string, features: readonly Feature[]): readonly Served[] {
  const rows = kind !== genericKind && Object.hasOwn(rowsOfKind, kind) ? rowsOfKind[kind]! : [];
  const served = serve([...rows, ...sensingRows], features);
  if (kind !== "climate" || features.some(({ name }) => name === "system_mode")) return served;
  const temperature = served.find(({ name }) => name === "roomTemperature");
  return temperature === undefined ? served : [...served, alwaysHeats(temperature.feature)];
}

function plainOf(features: readonly Feature[], problems: string[]): readonly PlainAffordance[] {
  return features.flatMap((feature) => {
    const plain = plainAffordance(feature, feature.property);
    if (plain === undefined) problems.push(`${feature.property}: can be neither read nor set`);
    return plain ?? [];
  });
}
