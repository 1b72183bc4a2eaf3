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
import { DataSchemaError, RemoteError } from "@thingwright/errors";
import { type MetricListener, type MetricState, offline } from "../node/edge-node.js";
import type { KnownMetric } from "../node/metric-table.js";
import { contentOf, contentValue } from "./metric-content.js";
import type { NodePool, NodeUse } from "./node-pool.js";
import type { SparkplugTerms } from "./sparkplug-terms.js";
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
    const stopListening = use.node.listen(device, metric, isEvent ? eventListener(sink) : valueListener(sink));
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

  /** Waits for the birth that tells of the metric. */
  async #known(use: NodeUse, exchange: Exchange): Promise<KnownMetric> {
    const { device, metric, group, edgeNode } = this.#terms;
    await this.#open(use, exchange);
    const late = `no birth of ${[group, edgeNode, device].filter((id) => id !== "").join("/")} has come`;
    const state = await wait<Exclude<MetricState, "unknown">>(this.#clock, exchange, late, (resolve) => {
      const look = (): void => {
        const now = use.node.state(device, metric);
        if (now !== "unknown") resolve(now);
      };
      const stop = use.node.onChange(look);
      look();
      return stop;
    });
    if (state === "offline") throw offline();
    if (state !== "absent") return state;
    throw new RemoteError("WOT_REMOTE", `there is no metric "${metric}" in the birth`, { status: "404" });
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
