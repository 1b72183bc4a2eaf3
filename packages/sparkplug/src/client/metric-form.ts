import {
  type Clock,
  type ContentSink,
  type Exchange,
  type FormRequest,
  noContent,
  type PreparedForm,
  type RemoteSubscription,
  type Reply,
} from "@thingwright/contracts";
import { DataSchemaError, RemoteError, TimeoutError } from "@thingwright/errors";
import { type MetricListener, type MetricState, offline } from "../node/edge-node.js";
import type { KnownMetric } from "../node/metric-table.js";
import { contentOf, contentValue } from "./metric-content.js";
import type { NodePool, NodeUse } from "./node-pool.js";
import { onlineMetric, type SparkplugTerms } from "./sparkplug-terms.js";
import { wait } from "./wait.js";

/** A metric as a property, an event or an action. */
export class MetricForm implements PreparedForm {
  readonly #pool: NodePool;
  readonly #clock: Clock;
  readonly #request: FormRequest;
  readonly #terms: SparkplugTerms;

  constructor(pool: NodePool, clock: Clock, request: FormRequest, terms: SparkplugTerms) {
    this.#pool = pool;
    this.#clock = clock;
    this.#request = request;
    this.#terms = terms;
  }

  async request(exchange: Exchange): Promise<Reply> {
    const use = this.#pool.use(this.#request, this.#terms);
    try {
      if (this.#request.operation !== "readproperty") return await this.#write(use, exchange);
      if (this.#terms.metric === onlineMetric) return contentOf(await this.#isOnline(use, exchange));
      return contentOf((await this.#known(use, exchange)).value);
    } finally {
      use.release();
    }
  }

  async subscribe(exchange: Exchange, sink: ContentSink): Promise<RemoteSubscription> {
    const { device, metric } = this.#terms;
    const use = this.#pool.use(this.#request, this.#terms);
    try {
      await this.#open(use, exchange);
    } catch (error) {
      use.release();
      throw error;
    }
    const isEvent = this.#request.operation === "subscribeevent";
    const stopListening =
      metric === onlineMetric
        ? followOnline(use, device, sink)
        : use.node.listen(device, metric, isEvent ? eventListener(sink) : valueListener(sink));
    const stop = async (): Promise<void> => {
      exchange.signal?.removeEventListener("abort", abort);
      stopListening();
      use.release();
    };
    const abort = (): void => void stop();
    exchange.signal?.addEventListener("abort", abort, { once: true });
    return { stop };
  }

  /** Sparkplug acknowledges no command: that it is carried out is to be seen by the metric. */
  async #write(use: NodeUse, exchange: Exchange): Promise<Reply> {
    const { device, metric: name, value: constant } = this.#terms;
    const value = constant === undefined ? contentValue(exchange.content) : (constant as KnownMetric["value"]);
    if (value === undefined) throw new DataSchemaError("WOT_DATA_INVALID", `the metric "${name}" takes a value`);
    const dataType = this.#terms.dataType ?? (await this.#known(use, exchange)).dataType;
    if (use.node.state(device, name) === "offline") throw offline();
    await use.command(device, { name, value, ...(dataType !== undefined && { dataType }) }, exchange);
    return noContent;
  }

  /** Whoever is not born by the deadline, though it was asked to, is not there. */
  async #isOnline(use: NodeUse, exchange: Exchange): Promise<boolean> {
    await this.#open(use, exchange);
    try {
      return await this.#told(use, exchange, () => use.node.isOnline(this.#terms.device));
    } catch (error) {
      if (error instanceof TimeoutError) return false;
      throw error;
    }
  }

  /** Waits for the birth that tells of the metric. */
  async #known(use: NodeUse, exchange: Exchange): Promise<KnownMetric> {
    const { device, metric } = this.#terms;
    await this.#open(use, exchange);
    const state = await this.#told(use, exchange, () => {
      const now: MetricState = use.node.state(device, metric);
      return now === "unknown" ? undefined : now;
    });
    if (state === "offline") throw offline();
    if (state !== "absent") return state;
    throw new RemoteError("WOT_REMOTE", `there is no metric "${metric}" in the birth`, { status: "404" });
  }

  /** What `look` finds, as soon as it finds something. */
  #told<T>(use: NodeUse, exchange: Exchange, look: () => T | undefined): Promise<T> {
    const { device, group, edgeNode } = this.#terms;
    const late = `no birth of ${[group, edgeNode, device].filter((id) => id !== "").join("/")} has come`;
    return wait<T>(this.#clock, exchange, late, (resolve) => {
      const tell = (): void => {
        const found = look();
        if (found !== undefined) resolve(found);
      };
      const stop = use.node.onChange(tell);
      tell();
      return stop;
    });
  }

  #open(use: NodeUse, exchange: Exchange): Promise<void> {
    const late = `no acknowledgement of the subscription to ${this.#request.form.href}`;
    return wait<void>(this.#clock, exchange, late, (resolve, reject) => {
      use.node.open().then(resolve, reject);
      return () => {};
    });
  }
}

/** Operations that a metric has. */
export const offersOperation = (operation: FormRequest["operation"]): boolean =>
  ["readproperty", "writeproperty", "observeproperty", "invokeaction", "subscribeevent"].includes(operation);

/** Tells whether the edge node, or its device, is there, whenever that changes. */
function followOnline({ node }: NodeUse, device: string, sink: ContentSink): () => void {
  let told: boolean | undefined;
  const tell = (): void => {
    const isOnline = node.isOnline(device);
    if (isOnline === undefined || isOnline === told) return;
    told = isOnline;
    sink.next(contentOf(isOnline));
  };
  tell();
  return node.onChange(tell);
}

/** A birth tells all values anew: those that are as before are no change. */
function valueListener(sink: ContentSink): MetricListener {
  let told: string | undefined;
  return {
    ...ends(sink),
    next(value, isBirth) {
      const content = contentOf(value);
      const text = Buffer.from(content.body).toString();
      if (isBirth && text === told) return;
      told = text;
      sink.next(content);
    },
  };
}

/** A birth says how things are, not that something has happened. */
function eventListener(sink: ContentSink): MetricListener {
  return {
    ...ends(sink),
    next(value, isBirth) {
      if (!isBirth) sink.next(contentOf(value));
    },
  };
}

const ends = (sink: ContentSink): Omit<MetricListener, "next"> => ({
  interrupted: (error) => sink.interrupted(error),
  resumed: () => sink.resumed(),
  error: (error) => sink.error(error),
  complete: () => sink.complete(),
});
