import { type Clock, type Logger, type Patience, within } from "@thingwright/contracts";
import { asWotError, NetworkError, ProtocolError, RemoteError, type WotError } from "@thingwright/errors";
import type { MatterNode, NodeListener } from "../nodes/matter-node.js";
import type { ClusterPlace, ClusterSnapshot, NodeSnapshot } from "../nodes/node-snapshot.js";
import { failure, refusal } from "./failure.js";
import { fieldsFromJson, fromJson, toJson } from "./json-value.js";
import type { Change, CommandReport, MatterLibrary, Peer, ReadReport, Session } from "./library.js";
import { type FoundCluster, PeerClusters } from "./peer-clusters.js";

/** What the node of a peer needs. */
export interface PeerNodeOptions {
  readonly id: string;
  readonly peer: Peer;
  readonly library: MatterLibrary;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Values = Readonly<Record<string, unknown>>;

const basicInformationId = 0x28;

/** Values that the Interaction Model says otherwise than by one reading make other endpoints (Matter Core §9.5). */
const structural: ReadonlySet<string> = new Set(["partsList", "serverList", "deviceTypeList"]);

/**
 * A peer of the library as a node. The library keeps the subscription; a node counts as lost as soon as one request goes
 * unanswered or it says that it shuts down, long before the subscription runs out.
 */
export class PeerNode implements MatterNode {
  readonly id: string;
  readonly #options: PeerNodeOptions;
  readonly #clusters: PeerClusters;
  readonly #listeners = new Set<NodeListener>();
  #isSuspect = false;
  #wasLive: boolean;
  #probing: Promise<void> | undefined;

  constructor(options: PeerNodeOptions) {
    const { id, peer, library } = options;
    this.id = id;
    this.#options = options;
    this.#clusters = new PeerClusters(peer);
    const events = peer.eventsOf(library.main.NetworkClient);
    events.subscriptionStatusChanged.on(() => this.#heard());
    events.subscriptionAlive.on(() => this.#heard());
    peer.lifecycle.online.on(() => this.#review());
    peer.lifecycle.offline.on(() => this.#review());
    peer.lifecycle.changed.on(() => this.#tell((listener) => listener.revised?.()));
    this.#wasLive = this.isLive;
  }

  get isLive(): boolean {
    const { peer, library } = this.#options;
    if (this.#isSuspect || !peer.lifecycle.isOnline) return false;
    return peer.act((agent) => agent.get(library.main.NetworkClient).subscriptionActive);
  }

  snapshot(): NodeSnapshot {
    return this.#clusters.snapshot(this.id);
  }

  cluster(endpoint: number, idOrName: number | string): ClusterSnapshot | undefined {
    const found = this.#clusters.find(endpoint, idOrName);
    return found?.cluster.snapshot(found.state);
  }

  async read(place: ClusterPlace, names: readonly string[], patience: Patience): Promise<Values> {
    const { Read } = this.#options.library.protocol;
    const { type, found } = this.#at(place);
    const attributes = names.map((name) => this.#attribute(found, name));
    const request = Read(
      Read.Attribute({ endpoint: place.endpoint, cluster: type, ...(attributes.length > 0 && { attributes }) }),
    );
    await this.#attempt(patience, (peer, session) =>
      this.#readAll(peer.interaction.read(request, session), names.length),
    );
    const now = this.#at(place).found;
    return now.cluster.values(now.state);
  }

  async write(place: ClusterPlace, values: Values, patience: Patience): Promise<void> {
    const { library } = this.#options;
    const { Write } = library.protocol;
    const { type, found } = this.#at(place);
    const { endpoint } = place;
    const data = Object.entries(values).map(([name, value]) => {
      const model = found.cluster.attributes.get(name);
      if (model === undefined) throw unsupported("UnsupportedAttribute", name);
      const attribute = { endpoint, cluster: type, attributes: [model.propertyName], value: fromJson(value, model) };
      return Write.Attribute(attribute);
    });
    const statuses = await this.#attempt(patience, (peer, session) => peer.interaction.write(Write(...data), session));
    const refused = statuses.find(({ status }) => status !== 0);
    if (refused !== undefined) throw refusal(refused.status, refused.clusterStatus, library);
  }

  async invoke(place: ClusterPlace, command: string, fields: unknown, patience: Patience): Promise<unknown> {
    const { Invoke } = this.#options.library.protocol;
    const { type, found } = this.#at(place);
    const model = found.cluster.commands.get(command);
    if (model === undefined) throw unsupported("UnsupportedCommand", command);
    const models = [...model.conformant.fields];
    const own = models.length === 0 ? undefined : fieldsFromJson((fields ?? {}) as object, models);
    return this.#attempt(patience, async (peer, session) => {
      const request = { endpoint: place.endpoint, cluster: type, command: model.propertyName, fields: own };
      const invocation = Invoke({ commands: [Invoke.ConcreteCommandRequest(request)] });
      return this.#answerOf(peer.interaction.invoke(invocation, session));
    });
  }

  watch(listener: NodeListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes a change that the library tells of this peer. */
  take(change: Change): void {
    if (change.kind === "delete") {
      this.#tell((listener) => listener.revised?.());
      return;
    }
    const cluster = change.behavior.cluster?.id;
    if (cluster === undefined) return;
    const place = { endpoint: change.endpoint.number, cluster };
    if (change.kind === "event") this.#happened(place, change.event.propertyName, change.payload);
    else this.#changed(place, change.properties);
  }

  #changed(place: ClusterPlace, properties: readonly string[] | undefined): void {
    const found = this.#clusters.find(place.endpoint, place.cluster);
    if (found === undefined) return;
    const all = found.cluster.values(found.state);
    const values =
      properties === undefined
        ? all
        : Object.fromEntries(properties.flatMap((name) => (Object.hasOwn(all, name) ? [[name, all[name]]] : [])));
    if (Object.keys(values).length > 0) this.#tell((listener) => listener.changed?.(place, values));
    if (properties === undefined || properties.some((name) => structural.has(name))) {
      this.#tell((listener) => listener.revised?.());
    }
  }

  #happened(place: ClusterPlace, event: string, payload: unknown): void {
    this.#tell((listener) => listener.happened?.(place, event, toJson(payload ?? {})));
    if (place.cluster === basicInformationId && event === "shutDown") this.#suspect("the node is shutting down");
  }

  /** The node has been heard: it is there. */
  #heard(): void {
    this.#isSuspect = false;
    this.#review();
  }

  #suspect(why: string): void {
    this.#isSuspect = true;
    this.#review(new NetworkError("WOT_NETWORK", why));
  }

  #review(error: WotError = new NetworkError("WOT_NETWORK", "the node does not answer")): void {
    const { isLive } = this;
    if (isLive === this.#wasLive) return;
    this.#wasLive = isLive;
    this.#tell((listener) => (isLive ? listener.live?.() : listener.lost?.(error)));
  }

  #tell(tell: (listener: NodeListener) => void): void {
    for (const listener of [...this.#listeners]) {
      try {
        tell(listener);
      } catch (error) {
        this.#options.logger.error("who follows a node failed", { node: this.id, message: asWotError(error).message });
      }
    }
  }

  #at({ endpoint, cluster }: ClusterPlace): { readonly found: FoundCluster; readonly type: unknown } {
    const found = this.#clusters.find(endpoint, cluster);
    if (found === undefined) throw unsupported("UnsupportedCluster", `0x${cluster.toString(16)} at ${endpoint}`);
    return { found, type: found.cluster.type.cluster };
  }

  #attribute({ cluster }: FoundCluster, name: string): string {
    const model = cluster.attributes.get(name);
    if (model === undefined) throw unsupported("UnsupportedAttribute", name);
    return model.propertyName;
  }

  /** Does `work` within the patience; a node that does not answer counts as lost from then on. */
  async #attempt<T>(patience: Patience, work: (peer: Peer, session: Session) => Promise<T>): Promise<T> {
    const { peer, library, clock } = this.#options;
    const ending = new AbortController();
    try {
      const result = await within(work(peer, { abort: ending.signal }), patience, clock, (reason) =>
        ending.abort(reason),
      );
      this.#isSuspect = false;
      this.#review();
      return result;
    } catch (error) {
      const known = failure(error, library);
      if (known.family === "NetworkError" || known.family === "TimeoutError") {
        this.#suspect(known.message);
        this.#probe();
      }
      throw known;
    }
  }

  /** Has the library find out whether its session still holds: a request that was given up tells it nothing. */
  #probe(): void {
    this.#probing ??= this.#options.peer.interaction
      .probe()
      .then((isThere) => {
        if (isThere) this.#heard();
      })
      .catch((error: unknown) => {
        const { id, logger } = this.#options;
        logger.debug("a node cannot be probed", { node: id, message: asWotError(error).message });
      })
      .finally(() => {
        this.#probing = undefined;
      });
  }

  /** Takes all of a reading; the library puts the values into its state. A refusal counts when one attribute was asked for. */
  async #readAll(
    chunks: AsyncIterable<AsyncIterable<ReadReport> | Iterable<ReadReport>>,
    asked: number,
  ): Promise<void> {
    for await (const chunk of chunks) {
      for await (const report of chunk) {
        if (report.kind !== "attr-status" || asked === 0) continue;
        throw refusal(report.status, report.clusterStatus, this.#options.library);
      }
    }
  }

  async #answerOf(chunks: AsyncIterable<Iterable<CommandReport>>): Promise<unknown> {
    for await (const chunk of chunks) {
      for (const report of chunk) {
        if (report.kind === "cmd-response") return toJson(report.data);
        if (report.status !== 0) throw refusal(report.status, report.clusterStatus, this.#options.library);
        return undefined;
      }
    }
    throw new ProtocolError("WOT_PROTOCOL", "the node has not answered the command", { section: "Matter Core §8.8" });
  }
}

const unsupported = (status: string, what: string): RemoteError =>
  new RemoteError("WOT_REMOTE", `the node would answer ${status}: ${what}`, { status });
