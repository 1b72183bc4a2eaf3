import type { DataSchema } from "@thingwright/td";
import type { DeviceAffordance } from "@thingwright/thing-descriptions";
import type { ClusterSnapshot } from "../nodes/node-snapshot.js";

export type Terms = Readonly<Record<string, unknown>>;

/** A cluster at its endpoint. */
export interface PlacedCluster {
  readonly endpoint: number;
  readonly deviceTypes: readonly number[];
  readonly cluster: ClusterSnapshot;
}

/** What takes a write or an invocation. */
export type Taker =
  /** An attribute that is written. */
  | { readonly attribute: string; readonly schema: DataSchema }
  /** Some attributes: the terms say which. */
  | { readonly attributes: Readonly<Record<string, DataSchema>> }
  | CommandTaker
  /** One of several commands: the terms say which, as the name of the only member. */
  | { readonly anyCommand: true };

/** A command; `fields` are those that the terms do not give, `input` the schemas of those that they do. */
export interface CommandTaker {
  readonly command: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly input?: Readonly<Record<string, DataSchema>>;
}

/** An affordance of a Thing, and how a cluster serves it. */
export interface Served extends DeviceAffordance {
  readonly place: PlacedCluster;
  /** Where its value comes from: the attributes of the cluster, an event of it; nowhere, of an action. */
  readonly source: "attributes" | { readonly event: string } | "none";
  /** Terms of the mapping beside the one that names the affordance. */
  readonly terms: Terms;
  /** Absent for what can only be read or heard. */
  readonly taker?: Taker;
  /** Attributes and commands that it says all of: they are not offered once more in the cluster's own words. */
  readonly covers?: readonly string[];
}

/** What a row makes of a cluster. */
export type RowResult = Omit<Served, "place">;

/** How a cluster serves the common API; `undefined` where it cannot. */
export type Row = (place: PlacedCluster) => RowResult | undefined;

export const hasAttribute = ({ cluster }: PlacedCluster, name: string): boolean =>
  cluster.attributes.some((attribute) => attribute.name === name);

export const hasCommand = ({ cluster }: PlacedCluster, name: string): boolean =>
  cluster.commands.some((command) => command.name === name);

/** The number that an attribute has now; `otherwise` when it has none. */
export function numberOf({ cluster }: PlacedCluster, name: string, otherwise: number): number {
  const value = cluster.values[name];
  return typeof value === "number" ? value : otherwise;
}

/** A property that an attribute serves, with conversions that work both ways. */
export function attributeRow(
  attribute: string,
  property: Pick<RowResult, "name" | "part" | "narrowed" | "affordance">,
  terms: Terms = {},
  taker?: (place: PlacedCluster) => Taker | undefined,
): Row {
  return (place) => {
    if (!hasAttribute(place, attribute)) return undefined;
    const takes = taker?.(place);
    return {
      kind: "property",
      ...property,
      source: "attributes",
      terms: { "map:pick": `/${attribute}`, ...terms },
      covers: [attribute],
      ...(takes !== undefined && { taker: takes }),
    };
  };
}
