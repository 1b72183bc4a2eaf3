import type { ThingModel } from "@thingwright/td";
import {
  emptyModel,
  extendedModel,
  freeName,
  isDescribed,
  modelOfKind,
  type ThingModelName,
} from "@thingwright/thing-descriptions";
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
  const served = servedBy(kind, features);
  const found = await modelOfKind(kind, new Set(served.map(({ name }) => name)));
  const base: ThingModel = found?.model ?? emptyModel(title);
  const fitting = served.filter((each) => isDescribed(base, each));
  const whole = new Set(fitting.filter(({ isPartial }) => isPartial !== true).map(({ feature }) => feature));
  const problems: string[] = [];
  const plain = plainOf(
    features.filter((feature) => !whole.has(feature)),
    new Set(fitting.map(({ name }) => name)),
    problems,
  );
  return {
    suffix,
    modelName: found?.name,
    model: extendedModel(base, [...fitting, ...plain]),
    served: fitting,
    plain,
    problems,
  };
}

function servedBy(kind: string, features: readonly Feature[]): readonly Served[] {
  const rows = kind !== genericKind && Object.hasOwn(rowsOfKind, kind) ? rowsOfKind[kind]! : [];
  const served = serve([...rows, ...sensingRows], features);
  if (kind !== "climate" || features.some(({ name }) => name === "system_mode")) return served;
  const temperature = served.find(({ name }) => name === "roomTemperature");
  return temperature === undefined ? served : [...served, alwaysHeats(temperature.feature)];
}

function plainOf(
  features: readonly Feature[],
  names: ReadonlySet<string>,
  problems: string[],
): readonly PlainAffordance[] {
  const taken = new Set(names);
  return features.flatMap((feature) => {
    const name = freeName(feature.property, taken);
    const plain = plainAffordance(feature, name);
    if (plain === undefined) problems.push(`${feature.property}: can be neither read nor set`);
    else taken.add(name);
    return plain ?? [];
  });
}
