import type { PartName } from "@thingwright/thing-descriptions";
import type { Feature } from "../feature.js";

/** An affordance of the common API, and how a feature of the device serves it. */
export interface Served {
  readonly kind: "property" | "action" | "event";
  readonly name: string;
  readonly feature: Feature;
  /** Terms of the mapping beside the one that names the affordance. */
  readonly terms: Readonly<Record<string, unknown>>;
  /** The part of the common API that has it, for Things whose model has not. */
  readonly part?: PartName;
  /** What the affordance says differently for this device, as a merge patch. */
  readonly narrowed?: Readonly<Record<string, unknown>>;
  /** Whether the feature says more than this, so that it is offered as it is too. */
  readonly isPartial?: boolean;
}

/** What a row says of a feature. */
export interface RowResult extends Omit<Served, "feature"> {
  /** An event that happens when the property becomes true, for models that have it. */
  readonly event?: { readonly name: string; readonly data?: unknown };
}

/** How features of one name and type serve the common API; `undefined` where this one cannot. */
export interface Row {
  readonly name: string;
  readonly type: string;
  serve(feature: Feature, names: ReadonlySet<string>): RowResult | undefined;
}

/** What `rows` make of `features`: each affordance once, each feature once. */
export function serve(rows: readonly Row[], features: readonly Feature[]): readonly Served[] {
  const names = new Set(features.map(({ name }) => name));
  const served = new Map<string, Served>();
  const used = new Set<Feature>();
  for (const row of rows) {
    for (const feature of features) {
      if (used.has(feature) || feature.name !== row.name || feature.expose.type !== row.type) continue;
      const found = row.serve(feature, names);
      if (found === undefined || served.has(found.name)) continue;
      const { event, ...own } = found;
      served.set(own.name, { ...own, feature });
      if (event !== undefined) served.set(event.name, eventOf(own, event, feature));
      used.add(feature);
    }
  }
  return [...served.values()];
}

function eventOf(
  { terms }: Omit<Served, "feature">,
  { name, data }: NonNullable<RowResult["event"]>,
  feature: Feature,
): Served {
  return { kind: "event", name, feature, terms: { ...terms, ...(data !== undefined && { "map:data": data }) } };
}
