import type { ClientBinding, Clock, Exchange, FormRequest, PreparedForm, Timer } from "@thingwright/contracts";
import { type NetworkError, UsageError } from "@thingwright/errors";
import type { Form, Operation } from "@thingwright/td";
import type { SparkplugLimits } from "../limits.js";
import { EdgeNode } from "../node/edge-node.js";
import { encodePayload } from "../payload/encode-payload.js";
import type { Metric } from "../payload/payload.js";
import { sparkplugMediaType } from "../sparkplug-codec.js";
import { commandTopic, type EdgeNodeId, filterOf } from "../topic.js";

/** An edge node in use. */
export interface NodeUse {
  readonly node: EdgeNode;
  /** Writes `metric` to the edge node, or to one of its devices. */
  command(device: string, metric: Metric, exchange: Exchange): Promise<void>;
  /** Idempotent. */
  release(): void;
}

interface Pooled {
  readonly node: EdgeNode;
  users: number;
  idle: Timer | undefined;
}

/** The edge nodes that are followed, each once for a broker and credentials. */
export class NodePool {
  readonly #mqtt: ClientBinding;
  readonly #clock: Clock;
  readonly #limits: SparkplugLimits;
  readonly #pools = new Map<object, Map<string, Pooled>>();
  #size = 0;

  constructor(mqtt: ClientBinding, clock: Clock, limits: SparkplugLimits) {
    this.#mqtt = mqtt;
    this.#clock = clock;
    this.#limits = limits;
  }

  /**
   * The edge node of a Form.
   *
   * @throws {UsageError} WOT_STATE when `maxEdgeNodes` are followed
   */
  use(request: FormRequest, id: EdgeNodeId): NodeUse {
    const pool = this.#poolOf(request.authenticator ?? nobody);
    const key = `${request.form.href} ${id.group}/${id.edgeNode}`;
    const pooled = pool.get(key) ?? this.#follow(pool, key, request, id);
    pooled.users += 1;
    pooled.idle?.cancel();
    let isReleased = false;
    return {
      node: pooled.node,
      command: (device, metric, exchange) => this.#command(request, id, device, metric, exchange),
      release: () => {
        if (isReleased) return;
        isReleased = true;
        pooled.users -= 1;
        if (pooled.users > 0) return;
        pooled.idle = this.#clock.after(this.#limits.idleMs, () => this.#leave(pool, key, pooled));
      },
    };
  }

  async close(): Promise<void> {
    const nodes = [...this.#pools.values()].flatMap((pool) => [...pool.values()]);
    this.#pools.clear();
    this.#size = 0;
    for (const { idle } of nodes) idle?.cancel();
    await Promise.all(nodes.map(({ node }) => node.close()));
  }

  #poolOf(credentials: object): Map<string, Pooled> {
    const pool = this.#pools.get(credentials) ?? new Map<string, Pooled>();
    this.#pools.set(credentials, pool);
    return pool;
  }

  #follow(pool: Map<string, Pooled>, key: string, request: FormRequest, id: EdgeNodeId): Pooled {
    const { maxEdgeNodes } = this.#limits;
    if (this.#size >= maxEdgeNodes) {
      throw new UsageError("WOT_STATE", `${maxEdgeNodes} edge nodes are followed already (maxEdgeNodes)`);
    }
    const subscription = this.#prepare(request, "subscribeevent", {
      "mqv:controlPacket": "subscribe",
      "mqv:filter": filterOf(id),
      "mqv:qos": "1",
    });
    const rebirth: Metric = { name: "Node Control/Rebirth", dataType: "Boolean", value: true };
    const node = new EdgeNode(
      {
        subscribe: (sink) => subscription.subscribe({ timeoutMs: establishMs }, sink),
        requestRebirth: () => void this.#command(request, id, "", rebirth, { timeoutMs: establishMs }).catch(ignore),
      },
      this.#clock,
      this.#limits,
    );
    const pooled: Pooled = { node, users: 0, idle: undefined };
    pool.set(key, pooled);
    this.#size += 1;
    return pooled;
  }

  #leave(pool: Map<string, Pooled>, key: string, pooled: Pooled): void {
    if (pool.get(key) !== pooled) return;
    pool.delete(key);
    this.#size -= 1;
    void pooled.node.close();
  }

  async #command(
    request: FormRequest,
    id: EdgeNodeId,
    device: string,
    metric: Metric,
    exchange: Exchange,
  ): Promise<void> {
    const timestamp = this.#clock.now();
    const body = encodePayload({ timestamp, metrics: [{ timestamp, ...metric }] });
    const publishing = this.#prepare(request, "invokeaction", {
      "mqv:controlPacket": "publish",
      "mqv:topic": commandTopic(id, device),
      "mqv:qos": "0",
      "mqv:retain": false,
    });
    const { signal, timeoutMs } = exchange;
    const content = { contentType: sparkplugMediaType, body };
    await publishing.request({ content, timeoutMs, ...(signal !== undefined && { signal }) });
  }

  /** A Form of the MQTT binding at the broker of the Form in `request`. */
  #prepare(request: FormRequest, operation: Operation, terms: object): PreparedForm {
    const form = { href: request.form.form.href, op: operation, ...terms } as unknown as Form;
    const own = { ...request.form, form, op: [operation], contentType: sparkplugMediaType };
    const { affordance: _, ...rest } = request;
    const prepared = this.#mqtt.prepare({ ...rest, form: own, operation });
    if ("refused" in prepared) throw new UsageError("WOT_ARGUMENT", prepared.refused);
    return prepared;
  }
}

/** Stands for no credentials. */
const nobody = {};

/** How long a subscription, or a request for a rebirth, may take. */
const establishMs = 30_000;

/** A rebirth that cannot be asked for is asked for again when it is needed again. */
const ignore = (_: NetworkError): void => {};
