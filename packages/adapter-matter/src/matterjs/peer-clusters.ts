import type { EndpointSnapshot, NodeSnapshot } from "../nodes/node-snapshot.js";
import type { Peer, PeerBehaviorType, PeerEndpoint } from "./library.js";
import { PeerCluster } from "./peer-cluster.js";

/** One cluster of a peer, with what the library has of its state. */
export interface FoundCluster {
  readonly endpoint: PeerEndpoint;
  readonly cluster: PeerCluster;
  readonly state: Readonly<Record<string | number, unknown>>;
}

const descriptorId = 0x1d;

/** The clusters of a peer. Each is described once, as long as its lists of attributes and commands stay. */
export class PeerClusters {
  readonly #peer: Peer;
  readonly #described = new WeakMap<PeerBehaviorType, { readonly lists: string; readonly cluster: PeerCluster }>();

  constructor(peer: Peer) {
    this.#peer = peer;
  }

  /** A cluster by its id or name; `undefined` when there is none at this endpoint. */
  find(number: number, idOrName: number | string): FoundCluster | undefined {
    for (const endpoint of this.#peer.endpoints) {
      if (endpoint.number !== number) continue;
      for (const found of this.#clustersOf(endpoint)) {
        if (found.cluster.id === idOrName || found.cluster.name === idOrName) return found;
      }
    }
    return undefined;
  }

  snapshot(id: string): NodeSnapshot {
    const endpoints = [...this.#peer.endpoints].map((endpoint) => this.#endpoint(endpoint));
    return { id, endpoints: endpoints.sort((one, other) => one.number - other.number) };
  }

  #endpoint(endpoint: PeerEndpoint): EndpointSnapshot {
    const found = [...this.#clustersOf(endpoint)];
    const descriptor = found.find(({ cluster }) => cluster.id === descriptorId)?.state;
    const types = listOf(descriptor?.deviceTypeList).flatMap((entry) => numberOf(membersOf(entry).deviceType));
    return {
      number: endpoint.number,
      deviceTypes: types,
      parts: listOf(descriptor?.partsList).flatMap(numberOf),
      clusters: found.map(({ cluster, state }) => cluster.snapshot(state)),
    };
  }

  *#clustersOf(endpoint: PeerEndpoint): Iterable<FoundCluster> {
    for (const type of Object.values(endpoint.behaviors.supported)) {
      if (type.cluster?.id === undefined) continue;
      const state = endpoint.maybeStateOf(type);
      if (state !== undefined) yield { endpoint, state, cluster: this.#clusterOf(type, state) };
    }
  }

  #clusterOf(type: PeerBehaviorType, state: FoundCluster["state"]): PeerCluster {
    const lists = `${listOf(state.attributeList)};${listOf(state.acceptedCommandList)}`;
    const known = this.#described.get(type);
    if (known?.lists === lists) return known.cluster;
    const cluster = new PeerCluster(type, state);
    this.#described.set(type, { lists, cluster });
    return cluster;
  }
}

const listOf = (value: unknown): readonly unknown[] =>
  typeof value === "object" && value !== null && Symbol.iterator in value ? [...(value as Iterable<unknown>)] : [];

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const numberOf = (value: unknown): readonly number[] => (typeof value === "number" ? [value] : []);
