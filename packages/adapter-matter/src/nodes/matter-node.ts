import type { Patience } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import type { ClusterPlace, ClusterSnapshot, NodeSnapshot } from "./node-snapshot.js";

/** What is heard of a node, in order. Must not throw. */
export interface NodeListener {
  /** These attributes of a cluster have these values now. */
  changed?(place: ClusterPlace, values: Readonly<Record<string, unknown>>): void;
  /** An event of a cluster has happened. */
  happened?(place: ClusterPlace, event: string, payload: unknown): void;
  /** The subscription lives: all that was missed has been told, and nothing is missed from here on. */
  live?(): void;
  /** It does not live any more: values may be missing from here on. */
  lost?(error: WotError): void;
  /** The node has other endpoints or clusters than before. */
  revised?(): void;
}

/**
 * A commissioned node.
 *
 * Every implementer must: keep a subscription to all attributes and events, get it back when it is lost, and reject with
 * errors of the taxonomy: NetworkError or TimeoutError when the node cannot be reached, RemoteError with the name of its
 * status (Matter Core §8.10.1) when it refuses, DataSchemaError for a value that its cluster does not take, and
 * ProtocolError for an answer that is none.
 */
export interface MatterNode {
  /** Operational node id, 16 hexadecimal digits. */
  readonly id: string;
  /** Whether the subscription lives: `snapshot` and `cluster` then have what the node has. */
  readonly isLive: boolean;
  snapshot(): NodeSnapshot;
  /** A cluster by its id, or by its name; `undefined` when its server is not there. */
  cluster(endpoint: number, idOrName: number | string): ClusterSnapshot | undefined;
  /** Asks the node for the attributes of a cluster, or for those of these names. */
  read(place: ClusterPlace, names: readonly string[], patience: Patience): Promise<Readonly<Record<string, unknown>>>;
  /** Resolves when the node has taken all `values`. */
  write(place: ClusterPlace, values: Readonly<Record<string, unknown>>, patience: Patience): Promise<void>;
  /** Invokes a command. @returns the fields of its answer; `undefined` for a status */
  invoke(place: ClusterPlace, command: string, fields: unknown, patience: Patience): Promise<unknown>;
  /** Tells `listener` what happens from now on. @returns ends it */
  watch(listener: NodeListener): () => void;
}
