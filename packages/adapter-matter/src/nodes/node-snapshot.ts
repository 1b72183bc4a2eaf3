import type { DataSchema } from "@thingwright/td";

/**
 * What a node is and says, without its library. Names are those of the Matter specification in lower camel case
 * (`onOff`, `currentLevel`); what has none is named by its id (`0xfff10001`). Values are plain JSON: bitmaps are objects of
 * booleans, octet strings base64, whole numbers beyond 2^53 decimal strings, and `null` is Matter's null.
 */
export interface NodeSnapshot {
  /** Operational node id, 16 hexadecimal digits. */
  readonly id: string;
  /** In ascending order; the first is the root, number 0. */
  readonly endpoints: readonly EndpointSnapshot[];
}

export interface EndpointSnapshot {
  readonly number: number;
  /** Ids of the Descriptor's `deviceTypeList`. */
  readonly deviceTypes: readonly number[];
  /** The Descriptor's `partsList`. */
  readonly parts: readonly number[];
  /** Clusters whose server is there. */
  readonly clusters: readonly ClusterSnapshot[];
}

/** One cluster server of an endpoint. */
export interface ClusterSnapshot {
  readonly id: number;
  readonly name: string;
  /** Without the global attributes. */
  readonly attributes: readonly AttributeShape[];
  /** That the server accepts. */
  readonly commands: readonly CommandShape[];
  readonly events: readonly EventShape[];
  /** Latest values, by name of the attribute. Without a prototype. */
  readonly values: Readonly<Record<string, unknown>>;
}

export interface AttributeShape {
  readonly id: number;
  readonly name: string;
  readonly schema: DataSchema;
  readonly isWritable: boolean;
}

export interface CommandShape {
  readonly id: number;
  readonly name: string;
  /** Absent for a command without fields. */
  readonly input?: DataSchema;
  /** Absent for a command that is answered by a status alone. */
  readonly output?: DataSchema;
}

export interface EventShape {
  readonly id: number;
  readonly name: string;
  readonly schema: DataSchema;
}

/** Where a cluster server is. */
export interface ClusterPlace {
  readonly endpoint: number;
  readonly cluster: number;
}

/** The cluster `id` of an endpoint; `undefined` when its server is not there. */
export const clusterOf = ({ clusters }: EndpointSnapshot, id: number): ClusterSnapshot | undefined =>
  clusters.find((cluster) => cluster.id === id);
