import { NetworkError, RemoteError } from "@thingwright/errors";
import { attribute } from "../../src/stack/built-in-type.js";
import type {
  UaCallResult,
  UaDataValue,
  UaEndpoint,
  UaMonitor,
  UaReadItem,
  UaReference,
  UaSession,
  UaSessionEvents,
  UaStack,
  UaStatus,
} from "../../src/stack/ua-session.js";

const good: UaStatus = { code: 0, name: "Good" };
export const bad = (name: string): UaStatus => ({ code: 0x80340000, name });

/** A node of a {@link FakeServer}. */
export interface FakeNode {
  readonly id: string;
  readonly name: string;
  readonly kind: "object" | "variable" | "method";
  readonly typeId?: string;
  readonly isProperty?: boolean;
  readonly isNotifier?: boolean;
  readonly dataType?: string;
  readonly rank?: number;
  readonly isWritable?: boolean;
  value?: unknown;
  status?: UaStatus;
  time?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly call?: (input: Readonly<Record<string, unknown>>) => UaCallResult;
  readonly children?: FakeNode[];
}

const nodeClass = { object: 1, variable: 2, method: 4 } as const;

/** An OPC UA server without a network. */
export class FakeServer implements UaStack {
  /** What is below the folder of all objects. */
  readonly roots: FakeNode[];
  readonly connections: UaEndpoint[] = [];
  /** Why nobody can connect. */
  away: Error | undefined;
  readonly #superTypes: Readonly<Record<string, string>>;
  readonly #definitions: Readonly<Record<string, unknown>>;
  readonly #events = new Set<UaSessionEvents>();
  readonly #watchers = new Map<string, Set<(value: UaDataValue) => void>>();
  readonly #listeners = new Map<string, Set<(event: Readonly<Record<string, unknown>>) => void>>();

  constructor(
    roots: FakeNode[],
    {
      superTypes = {},
      definitions = {},
    }: {
      readonly superTypes?: Readonly<Record<string, string>>;
      readonly definitions?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    this.roots = roots;
    this.#superTypes = superTypes;
    this.#definitions = definitions;
  }

  /** Nodes that are watched, and by how many. */
  get watched(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#watchers].map(([id, all]) => [id, all.size]));
  }

  async connect(endpoint: UaEndpoint, events: UaSessionEvents): Promise<UaSession> {
    if (this.away !== undefined) throw this.away;
    this.connections.push(endpoint);
    this.#events.add(events);
    return new FakeSession(this, () => this.#events.delete(events));
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  node(id: string): FakeNode | undefined {
    const seen = new Set<FakeNode>();
    const find = (nodes: readonly FakeNode[]): FakeNode | undefined => {
      for (const node of nodes) {
        if (seen.has(node)) continue;
        seen.add(node);
        const found = node.id === id ? node : find(node.children ?? []);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    return find(this.roots);
  }

  /** Sets a value, and tells who watches it. */
  set(id: string, value: unknown, status: UaStatus = good): void {
    const node = this.node(id)!;
    node.value = value;
    node.status = status;
    for (const hear of this.#watchers.get(id) ?? []) hear(this.valueOf(id));
  }

  happen(id: string, event: Readonly<Record<string, unknown>>): void {
    for (const hear of this.#listeners.get(id) ?? []) hear(event);
  }

  /** The way to it is lost for a while. */
  lose(): void {
    for (const events of this.#events) events.lost(new NetworkError("WOT_NETWORK", "lost"));
  }

  restore(): void {
    for (const events of this.#events) events.restored();
  }

  /** All sessions end. */
  end(): void {
    const all = [...this.#events];
    this.#events.clear();
    this.#watchers.clear();
    this.#listeners.clear();
    for (const events of all) events.ended(new NetworkError("WOT_NETWORK", "ended"));
  }

  valueOf(id: string): UaDataValue {
    const node = this.node(id);
    if (node === undefined) return { type: 0, value: null, status: bad("BadNodeIdUnknown") };
    return {
      type: Number(/^i=(\d+)$/.exec(node.dataType ?? "")?.[1] ?? 0),
      value: node.value ?? null,
      status: node.status ?? good,
      ...(node.time !== undefined && { sourceTimestamp: node.time }),
    };
  }

  superTypeOf(id: string): string | undefined {
    return this.#superTypes[id];
  }

  definitionOf(id: string): unknown {
    return this.#definitions[id];
  }

  watch(id: string, hear: (value: UaDataValue) => void): UaMonitor {
    return joined(this.#watchers, id, hear);
  }

  listen(id: string, hear: (event: Readonly<Record<string, unknown>>) => void): UaMonitor {
    return joined(this.#listeners, id, hear);
  }
}

function joined<T>(all: Map<string, Set<T>>, id: string, one: T): UaMonitor {
  const own = all.get(id) ?? new Set();
  all.set(id, own.add(one));
  return {
    stop: async () => {
      own.delete(one);
      if (own.size === 0) all.delete(id);
    },
  };
}

class FakeSession implements UaSession {
  readonly server = { applicationUri: "urn:example:server", applicationName: "Server" };
  readonly #server: FakeServer;
  readonly #leave: () => void;

  constructor(server: FakeServer, leave: () => void) {
    this.#server = server;
    this.#leave = leave;
  }

  async read(items: readonly UaReadItem[]): Promise<readonly UaDataValue[]> {
    return items.map((item) => this.#attribute(item));
  }

  async write(nodeId: string, value: unknown): Promise<UaStatus> {
    const node = this.#server.node(nodeId);
    if (node === undefined) return bad("BadNodeIdUnknown");
    if (node.isWritable !== true) return bad("BadNotWritable");
    this.#server.set(nodeId, value);
    return good;
  }

  async call(_objectId: string, methodId: string, input: Readonly<Record<string, unknown>>): Promise<UaCallResult> {
    const node = this.#server.node(methodId);
    return node?.call?.(input) ?? { status: bad("BadMethodInvalid"), output: {}, refused: {} };
  }

  async browse(ids: readonly string[], direction: "forward" | "inverse"): Promise<readonly (readonly UaReference[])[]> {
    if (direction === "inverse") return ids.map((id) => this.#parents(id));
    return ids.map((id) => {
      if (id === "i=85") return this.#server.roots.map(referenceTo);
      const node = this.#server.node(id);
      const properties = Object.keys(node?.properties ?? {}).map((name) =>
        referenceTo({ id: `${id}#${name}`, name, kind: "variable", isProperty: true }),
      );
      return [...(node?.children ?? []).map(referenceTo), ...properties];
    });
  }

  async superTypeOf(id: string): Promise<string | undefined> {
    return this.#server.superTypeOf(id);
  }

  async monitor(nodeId: string, _how: unknown, hear: (value: UaDataValue) => void): Promise<UaMonitor> {
    if (this.#server.node(nodeId) === undefined) {
      throw new RemoteError("WOT_REMOTE", "refused: BadNodeIdUnknown", { status: "BadNodeIdUnknown" });
    }
    queueMicrotask(() => hear(this.#server.valueOf(nodeId)));
    return this.#server.watch(nodeId, hear);
  }

  async monitorEvents(
    nodeId: string,
    _how: unknown,
    hear: (event: Readonly<Record<string, unknown>>) => void,
  ): Promise<UaMonitor> {
    return this.#server.listen(nodeId, hear);
  }

  async close(): Promise<void> {
    this.#leave();
  }

  #parents(id: string): readonly UaReference[] {
    const find = (nodes: readonly FakeNode[]): readonly UaReference[] =>
      nodes.flatMap((node) => [
        ...((node.children ?? []).some((child) => child.id === id) ? [referenceTo(node)] : []),
        ...find(node.children ?? []),
      ]);
    return find(this.#server.roots);
  }

  #attribute({ nodeId, attribute: id }: UaReadItem): UaDataValue {
    const [own, property] = nodeId.split("#");
    const node = this.#server.node(own!);
    const value = (given: unknown): UaDataValue => ({ type: 12, value: given, status: good });
    if (property !== undefined) return value(node?.properties?.[property]);
    if (id === attribute.value) return this.#server.valueOf(nodeId);
    if (id === attribute.dataTypeDefinition) return value(this.#server.definitionOf(nodeId));
    if (id === attribute.browseName) return value(nodeId.replace(/^.*=/, ""));
    if (node === undefined) return { type: 0, value: null, status: bad("BadNodeIdUnknown") };
    if (id === attribute.dataType) return value(node.dataType);
    if (id === attribute.valueRank) return value(node.rank ?? -1);
    if (id === attribute.userAccessLevel) return value(node.isWritable === true ? 3 : 1);
    if (id === attribute.eventNotifier) return value(node.isNotifier === true ? 1 : 0);
    return value(null);
  }
}

const referenceTo = ({ id, name, kind, typeId, isProperty }: FakeNode): UaReference => ({
  type: isProperty === true ? "i=46" : "i=47",
  nodeId: id,
  namespace: "urn:example",
  name,
  displayName: name,
  nodeClass: nodeClass[kind],
  ...(kind !== "method" && { typeDefinition: typeId ?? (kind === "object" ? "i=58" : "i=63") }),
});
