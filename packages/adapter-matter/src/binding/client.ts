import {
  abortedBy,
  type ClientBinding,
  type Clock,
  type ContentSink,
  type Exchange,
  type FormRefusal,
  type FormRequest,
  limitsFrom,
  manifestRefusal,
  type PreparedForm,
  type RemoteSubscription,
  type Reply,
  systemClock,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { MatterNode } from "../nodes/matter-node.js";
import type { MatterNodes } from "../nodes/matter-nodes.js";
import { defaultMatterClientLimits, type MatterClientLimits } from "./client-limits.js";
import { invokeCommand, keptValue, readValue, writeValue } from "./exchange.js";
import { jsonContent, jsonOf } from "./json-body.js";
import { matterManifest } from "./manifest.js";
import { type MatterRequest, readMatterForm } from "./matter-form.js";
import { NodeGate } from "./node-gate.js";
import { NodeSubscription } from "./subscription.js";
import { elementName, targetOf } from "./target.js";

/** Options of {@link matterClient}. */
export interface MatterClientOptions {
  /** The fabric whose nodes are spoken to. Whoever opened it closes it. */
  readonly nodes: MatterNodes;
  readonly limits?: Partial<MatterClientLimits>;
  readonly clock?: Clock;
}

/**
 * The consuming half of the Matter binding, over the nodes of a fabric. Observations share the subscription that each node
 * has; while it lives, reads are answered from it.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range
 */
export function matterClient(options: MatterClientOptions): ClientBinding {
  return new MatterClient(options);
}

class MatterClient implements ClientBinding {
  readonly manifest = matterManifest;
  readonly #nodes: MatterNodes;
  readonly #clock: Clock;
  readonly #limits: MatterClientLimits;
  readonly #subscriptions = new Set<NodeSubscription>();
  readonly #gates = new WeakMap<MatterNode, NodeGate>();
  /** When each node was last told to change, in milliseconds since 1970. */
  readonly #changedAt = new WeakMap<MatterNode, number>();
  #isStopped = false;

  constructor({ nodes, limits, clock = systemClock }: MatterClientOptions) {
    this.#nodes = nodes;
    this.#clock = clock;
    this.#limits = limitsFrom(defaultMatterClientLimits, limits, ["settleMs"]);
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const { operation, href } = request;
    const refused = manifestRefusal(request, matterManifest, "Matter");
    if (refused !== undefined) return { refused };
    if (href.variables.length > 0) return { refused: "a Matter address has no variables" };
    const prepared = readMatterForm(request, href.expand({}));
    if (typeof prepared === "string") return { refused: prepared };
    return {
      request: (exchange) => this.#request(prepared, operation, exchange),
      subscribe: (exchange, sink) => this.#subscribe(prepared, operation, exchange, sink),
    };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const subscription of this.#subscriptions) await subscription.stop();
    this.#subscriptions.clear();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #request(request: MatterRequest, operation: string, exchange: Exchange): Promise<Reply> {
    this.#checkUsable(exchange);
    const value = jsonOf(exchange.content, this.#limits.maxBodyBytes);
    const target = targetOf(request.address, this.#nodes);
    const { node } = target;
    const gate = this.#gateOf(node);
    const patience = { timeoutMs: exchange.timeoutMs, signal: exchange.signal };
    if (operation === "readproperty") {
      const kept = this.#isKept(node) ? keptValue(target, request) : undefined;
      if (kept !== undefined) return jsonContent(kept);
      return jsonContent((await gate.run((left) => readValue(target, request, left), patience)) ?? null);
    }
    this.#changedAt.set(node, this.#clock.now());
    try {
      const change = operation === "writeproperty" ? writeValue : invokeCommand;
      return jsonContent(await gate.run((left) => change(target, request, value, left), patience));
    } finally {
      this.#changedAt.set(node, this.#clock.now());
    }
  }

  async #subscribe(
    { address }: MatterRequest,
    operation: string,
    exchange: Exchange,
    sink: ContentSink,
  ): Promise<RemoteSubscription> {
    this.#checkUsable(exchange);
    if (this.#subscriptions.size >= this.#limits.maxSubscriptions) {
      throw new UsageError("WOT_STATE", `there are ${this.#limits.maxSubscriptions} subscriptions already`);
    }
    const { node, cluster, place } = targetOf(address, this.#nodes);
    const kind = operation === "subscribeevent" ? "event" : "property";
    const elements = kind === "event" ? "events" : "attributes";
    const name = address.element === undefined ? undefined : elementName(cluster, elements, address.element);
    const subscription = new NodeSubscription(node, { place, kind, name }, sink, this.#clock);
    this.#subscriptions.add(subscription);
    const stop = async (): Promise<void> => {
      exchange.signal?.removeEventListener("abort", stop);
      this.#subscriptions.delete(subscription);
      await subscription.stop();
    };
    exchange.signal?.addEventListener("abort", stop, { once: true });
    return { stop };
  }

  #checkUsable({ signal }: Exchange): void {
    if (this.#isStopped) throw new UsageError("WOT_STATE", "the Matter client is stopped");
    if (signal?.aborted === true) throw abortedBy(signal);
  }

  /** Whether what the subscription keeps is what the node has: what was just changed may not have been reported yet. */
  #isKept(node: MatterNode): boolean {
    return (
      node.isLive && this.#clock.now() - (this.#changedAt.get(node) ?? Number.NEGATIVE_INFINITY) > this.#limits.settleMs
    );
  }

  #gateOf(node: MatterNode): NodeGate {
    const known = this.#gates.get(node);
    if (known !== undefined) return known;
    const gate = new NodeGate(this.#limits, this.#clock);
    this.#gates.set(node, gate);
    return gate;
  }
}
