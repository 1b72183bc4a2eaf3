import { NetworkError, RemoteError } from "@thingwright/errors";
import type { MatterNode } from "../nodes/matter-node.js";
import type { MatterNodes } from "../nodes/matter-nodes.js";
import type { ClusterPlace, ClusterSnapshot } from "../nodes/node-snapshot.js";
import type { MatterAddress } from "./matter-address.js";

/** The cluster that an address is of, at its node. */
export interface Target {
  readonly node: MatterNode;
  readonly cluster: ClusterSnapshot;
  readonly place: ClusterPlace;
}

/**
 * Finds what `address` names among the nodes of the fabric.
 *
 * @throws {NetworkError} WOT_NETWORK when the fabric has no such node
 * @throws {RemoteError} WOT_REMOTE UnsupportedCluster when the node has no such cluster at this endpoint
 */
export function targetOf(address: MatterAddress, nodes: MatterNodes): Target {
  const node = nodeOf(address, nodes);
  const { endpoint } = address;
  const cluster = node.cluster(endpoint, address.cluster);
  if (cluster === undefined) throw refused("UnsupportedCluster", `no cluster ${address.cluster} at ${endpoint}`);
  return { node, cluster, place: { endpoint, cluster: cluster.id } };
}

/** @throws {NetworkError} WOT_NETWORK when the fabric has no such node */
export function nodeOf({ fabric, node }: MatterAddress, nodes: MatterNodes): MatterNode {
  const isOurs = fabric === undefined || fabric === nodes.fabric;
  const found = isOurs ? nodes.get(node) : undefined;
  if (found !== undefined) return found;
  throw new NetworkError("WOT_NETWORK", `no node ${node} is commissioned here${isOurs ? "" : " into that fabric"}`);
}

const whys = {
  attributes: "UnsupportedAttribute",
  commands: "UnsupportedCommand",
  events: "UnsupportedEvent",
} as const;

/**
 * Name of an attribute, command or event by its id or name.
 *
 * @throws {RemoteError} WOT_REMOTE with the status that a node would answer, when the cluster has none
 */
export function elementName(cluster: ClusterSnapshot, kind: keyof typeof whys, idOrName: number | string): string {
  const found = cluster[kind].find(({ id, name }) => id === idOrName || name === idOrName);
  if (found === undefined) throw refused(whys[kind], `${cluster.name} has no ${idOrName}`);
  return found.name;
}

const refused = (status: string, why: string): RemoteError =>
  new RemoteError("WOT_REMOTE", `the node would answer ${status}: ${why}`, { status });
