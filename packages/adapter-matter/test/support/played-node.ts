import type { Patience } from "@thingwright/contracts";
import { NetworkError, RemoteError, type WotError } from "@thingwright/errors";
import type { DataSchema } from "@thingwright/td";
import type {
  ClusterPlace,
  ClusterSnapshot,
  EndpointSnapshot,
  MatterNode,
  NodeListener,
  NodeSnapshot,
} from "../../src/index.js";

type Values = Record<string, unknown>;

/** A cluster as tests say it: its values, and the names of what else it has. */
export interface PlayedCluster {
  readonly id: number;
  readonly name: string;
  readonly values?: Values;
  readonly writable?: readonly string[];
  readonly commands?: Readonly<Record<string, Readonly<Record<string, DataSchema>>>>;
  readonly events?: readonly string[];
}

export interface PlayedEndpoint {
  readonly number: number;
  readonly deviceTypes?: readonly number[];
  readonly parts?: readonly number[];
  readonly clusters: readonly PlayedCluster[];
}

/** A node without a network: what is read, written and invoked is kept, and can be refused or left without an answer. */
export class PlayedNode implements MatterNode {
  readonly id: string;
  endpoints: PlayedEndpoint[];
  isLive = true;
  /** What came, as `read onOff`, `write onLevel=3`, `invoke on {}`. */
  readonly log: string[] = [];
  /** Set: every request fails so. */
  failure: WotError | undefined;
  /** Carries out commands. */
  onCommand: (place: ClusterPlace, command: string, fields: Values) => unknown = () => undefined;
  readonly #listeners = new Set<NodeListener>();

  constructor(id: string, endpoints: readonly PlayedEndpoint[]) {
    this.id = id;
    this.endpoints = [...endpoints];
  }

  snapshot(): NodeSnapshot {
    return { id: this.id, endpoints: this.endpoints.map(endpointOf) };
  }

  cluster(endpoint: number, idOrName: number | string): ClusterSnapshot | undefined {
    const found = this.endpoints.find(({ number }) => number === endpoint);
    return found && endpointOf(found).clusters.find(({ id, name }) => id === idOrName || name === idOrName);
  }

  async read(place: ClusterPlace, names: readonly string[], _: Patience): Promise<Values> {
    this.log.push(`read ${names.join(" ") || "all"}`);
    if (this.failure) throw this.failure;
    return { ...this.#played(place).values };
  }

  async write(place: ClusterPlace, values: Values, _: Patience): Promise<void> {
    this.log.push(`write ${JSON.stringify(values)}`);
    if (this.failure) throw this.failure;
    this.change(place, values);
  }

  async invoke(place: ClusterPlace, command: string, fields: unknown, _: Patience): Promise<unknown> {
    this.log.push(`${command} ${JSON.stringify(fields)}`);
    if (this.failure) throw this.failure;
    return this.onCommand(place, command, fields as Values);
  }

  watch(listener: NodeListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** The node reports these values. */
  change(place: ClusterPlace, values: Values): void {
    Object.assign(this.#played(place).values!, values);
    if (this.isLive) for (const listener of [...this.#listeners]) listener.changed?.(place, values);
  }

  happen(place: ClusterPlace, event: string, payload: unknown): void {
    for (const listener of [...this.#listeners]) listener.happened?.(place, event, payload);
  }

  lose(): void {
    this.isLive = false;
    this.failure = new NetworkError("WOT_NETWORK", "away");
    for (const listener of [...this.#listeners]) listener.lost?.(this.failure);
  }

  comeBack(): void {
    this.isLive = true;
    this.failure = undefined;
    for (const listener of [...this.#listeners]) listener.live?.();
  }

  refuse(status: string): void {
    this.failure = new RemoteError("WOT_REMOTE", `the node answered ${status}`, { status });
  }

  revise(endpoints: readonly PlayedEndpoint[]): void {
    this.endpoints = [...endpoints];
    for (const listener of [...this.#listeners]) listener.revised?.();
  }

  #played({ endpoint, cluster }: ClusterPlace): PlayedCluster {
    return this.endpoints.find(({ number }) => number === endpoint)!.clusters.find(({ id }) => id === cluster)!;
  }
}

function endpointOf({ number, deviceTypes = [], parts = [], clusters }: PlayedEndpoint): EndpointSnapshot {
  return { number, deviceTypes, parts, clusters: clusters.map(clusterOf) };
}

function clusterOf({
  id,
  name,
  values = {},
  writable = [],
  commands = {},
  events = [],
}: PlayedCluster): ClusterSnapshot {
  return {
    id,
    name,
    attributes: Object.entries(values).map(([attribute, value], index) => ({
      id: index,
      name: attribute,
      schema: schemaOf(value),
      isWritable: writable.includes(attribute),
    })),
    commands: Object.entries(commands).map(([command, properties], index) => ({
      id: index,
      name: command,
      ...(Object.keys(properties).length > 0 && { input: { type: "object", properties } as DataSchema }),
    })),
    events: events.map((event, index) => ({ id: index, name: event, schema: { type: "object" } })),
    values: { ...values },
  };
}

function schemaOf(value: unknown): DataSchema {
  if (value === null) return { oneOf: [{ type: "integer" }, { type: "null" }] };
  if (Array.isArray(value)) return { type: "array" };
  return { type: typeof value } as DataSchema;
}
