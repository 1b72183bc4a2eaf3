import { NetworkError } from "@thingwright/errors";
import { attribute } from "./built-in-type.js";
import { eventFields } from "./event-fields.js";
import type { Namespaces } from "./namespaces.js";
import type { NodeOpcuaDataValue, NodeOpcuaItem, NodeOpcuaSubscription, NodeOpcuaVariant } from "./node-opcua.js";
import { readableField, readableValue } from "./readable-value.js";
import type { SessionCare } from "./session-care.js";
import type { SessionParts } from "./session-parts.js";
import { asking, refusal } from "./stack-error.js";
import { structuresApart } from "./structures-apart.js";
import type { UaDataValue, UaMonitor, UaMonitoring, UaReadItem } from "./ua-session.js";

/** Both timestamps of a value. */
const bothTimestamps = 2;

/** One more than the stack takes. */
const turnsToMonitor = 3;

/** Items whose first structure may come before they are known here. */
const maxEarly = 10_000;

/** What a session watches, by the one subscription that it has. */
export class SessionMonitors {
  readonly #parts: SessionParts;
  readonly #namespaces: Namespaces;
  readonly #care: SessionCare;
  readonly #read: (item: UaReadItem) => Promise<readonly UaDataValue[]>;
  /** What to do when a watched node has a structure, by the handle of its item. */
  readonly #structures = new Map<number, () => void>();
  readonly #early = new Set<number>();
  #subscription: Promise<NodeOpcuaSubscription> | undefined;
  #isEnding = false;

  /** @param read - reads a node, for values that notifications cannot bring */
  constructor(
    parts: SessionParts,
    namespaces: Namespaces,
    care: SessionCare,
    read: (item: UaReadItem) => Promise<readonly UaDataValue[]>,
  ) {
    this.#parts = parts;
    this.#namespaces = namespaces;
    this.#care = care;
    this.#read = read;
  }

  async values(nodeId: string, monitoring: UaMonitoring, hear: (value: UaDataValue) => void): Promise<UaMonitor> {
    const place = { nodeId: this.#namespaces.local(nodeId), attributeId: attribute.value };
    const item = await this.#watch(place, monitoring);
    item.on("changed", (value: NodeOpcuaDataValue) => hear(readableValue(value, this.#namespaces)));
    const handle = item.monitoringParameters.clientHandle;
    const readInPlace = (): void => {
      const tell = ([value]: readonly UaDataValue[]): void => {
        if (value !== undefined && this.#structures.has(handle)) hear(value);
      };
      this.#read({ nodeId, attribute: attribute.value }).then(tell, () => {});
    };
    this.#structures.set(handle, readInPlace);
    if (this.#early.delete(handle)) readInPlace();
    return {
      stop: () => {
        this.#structures.delete(handle);
        return end(item);
      },
    };
  }

  async events(
    nodeId: string,
    monitoring: UaMonitoring,
    hear: (event: Readonly<Record<string, unknown>>) => void,
  ): Promise<UaMonitor> {
    const names = Object.keys(eventFields);
    const filter = this.#parts.stack.constructEventFilter(names.map((name) => eventFields[name]!.path));
    const place = { nodeId: this.#namespaces.local(nodeId), attributeId: attribute.eventNotifier };
    const item = await this.#watch(place, { ...monitoring, samplingIntervalMs: 0 }, { filter });
    item.on("changed", (fields: readonly NodeOpcuaVariant[]) => {
      const members = names.map((name, index) => [name, readableField(fields[index], this.#namespaces)] as const);
      hear(Object.fromEntries(members.filter(([, value]) => value !== null)));
    });
    return { stop: () => end(item) };
  }

  /**
   * Watches nothing new, and resolves when the session may be closed: the stack takes it up two turns of the event loop after
   * it is asked to monitor something, and throws where nobody can catch it when it is closed by then.
   */
  async end(): Promise<void> {
    this.#isEnding = true;
    for (let turn = 0; turn < turnsToMonitor; turn++) await nextTurn();
  }

  async #watch(place: object, monitoring: UaMonitoring, more: object = {}): Promise<NodeOpcuaItem> {
    const { samplingIntervalMs: samplingInterval, queueSize } = monitoring;
    const subscription = await this.#subscribed();
    if (this.#isEnding) throw new NetworkError("WOT_NETWORK", "the session is closed", { sent: false });
    const parameters = { samplingInterval, queueSize, discardOldest: true, ...more };
    const item = await asking("monitor", () => subscription.monitor(place, parameters, bothTimestamps));
    const { value, name } = item.statusCode;
    if ((value & 0x80000000) !== 0) throw refusal(name, "the server does not watch the node");
    return item;
  }

  #subscribed(): Promise<NodeOpcuaSubscription> {
    this.#subscription ??= asking("subscribe", () => this.#subscribe()).catch((error: unknown) => {
      this.#subscription = undefined;
      throw error;
    });
    return this.#subscription;
  }

  async #subscribe(): Promise<NodeOpcuaSubscription> {
    const { session, limits } = this.#parts;
    const { publishingIntervalMs: interval, sessionTimeoutMs, keepAliveMs } = limits;
    const subscription = await session.createSubscription2({
      requestedPublishingInterval: interval,
      requestedLifetimeCount: Math.max(60, Math.ceil((3 * sessionTimeoutMs) / interval)),
      requestedMaxKeepAliveCount: Math.max(1, Math.ceil(keepAliveMs / interval)),
      maxNotificationsPerPublish: limits.maxNotificationsPerPublish,
      publishingEnabled: true,
      priority: 1,
    });
    this.#care.follow(subscription);
    subscription.on("received_notifications", (message) =>
      structuresApart(message, {
        has: (handle) => Object.hasOwn(subscription.monitoredItems, handle),
        changed: (handle) => this.#changed(handle),
      }),
    );
    return subscription;
  }

  #changed(handle: number): void {
    const readInPlace = this.#structures.get(handle);
    if (readInPlace !== undefined) readInPlace();
    else if (this.#early.size < maxEarly) this.#early.add(handle);
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const end = (item: NodeOpcuaItem): Promise<void> => item.terminate().catch(() => {});
