import type { DeviceAffordance } from "@thingwright/thing-descriptions";
import type { Entity } from "../entity.js";
import type { EntityValue } from "../entity-value.js";
import type { Code } from "../template/code.js";

/** A value of an entity, with the entity. */
export interface Feature {
  readonly entity: Entity;
  readonly value: EntityValue;
}

/** An affordance of the common API, and how a value of an entity serves it. */
export interface Served extends DeviceAffordance, Feature {
  /** What the entity's value is for the common API; itself by default. */
  readonly read?: (value: Code) => Code;
  /** What a value of the common API is for the entity; itself by default. */
  readonly write?: (value: Code) => Code;
  /** Data of an event that happens when the value becomes true. */
  readonly data?: unknown;
  /** Whether the value says more than this, so that it is offered as it is too. */
  readonly isPartial?: boolean;
}

/** What a row says of a value. */
export type RowResult = Omit<Served, "entity" | "value" | "kind" | "name"> & Partial<Pick<Served, "kind">>;

/** How values of one kind serve an affordance of the common API. */
export interface Row {
  /** Kind of entity, and the key of its value. */
  readonly component: string;
  readonly key: string;
  /** The class of the entity, where only some count. */
  readonly classes?: readonly string[];
  readonly name: string;
  /** `undefined` where this one cannot. @param all - what the device has */
  serve(feature: Feature, all: readonly Feature[]): RowResult | undefined;
}

/** What `rows` make of `features`: each affordance once, the first that can serve it. */
export function serve(rows: readonly Row[], features: readonly Feature[]): readonly Served[] {
  const served = new Map<string, Served>();
  for (const row of rows) {
    for (const feature of features) {
      if (served.has(row.name) || !isMeant(row, feature)) continue;
      const found = row.serve(feature, features);
      if (found !== undefined) served.set(row.name, { kind: "property", ...found, ...feature, name: row.name });
    }
  }
  return [...served.values()];
}

function isMeant({ component, key, classes }: Row, { entity, value }: Feature): boolean {
  if (entity.component !== component || value.key !== key) return false;
  return classes === undefined || classes.includes(entity.deviceClass ?? "");
}
