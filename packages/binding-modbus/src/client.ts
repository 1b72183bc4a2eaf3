import {
  type ClientBinding,
  type Clock,
  type ContentSink,
  type Exchange,
  type FormRefusal,
  type FormRequest,
  noContent,
  type PreparedForm,
  type RemoteSubscription,
  type Reply,
  systemClock,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { Transaction } from "./connection.js";
import { ConnectionPool } from "./connection-pool.js";
import { checkedBody, readValues, writeValues } from "./exchange-values.js";
import { manifest } from "./manifest.js";
import { type ModbusRequest, readModbusForm } from "./modbus-form.js";
import { Polling } from "./polling.js";

/** Options and limits of {@link modbusClient}. */
export interface ModbusClientOptions {
  /** Servers connected at a time; beyond it, one without requests is closed. Default 64. */
  readonly maxConnections?: number;
  /** Requests that may wait for one server; more fail with RequestError WOT_TOO_MANY. Default 256. */
  readonly maxQueuedRequests?: number;
  /** Properties observed at a time. Default 1000. */
  readonly maxSubscriptions?: number;
  /** Default 5 s. */
  readonly connectTimeoutMs?: number;
  /** Longest wait for one answer where the Form has no `modv:timeout`. Default 2 s. */
  readonly responseTimeoutMs?: number;
  /** A connection without requests is closed after this time. Default 60 s. */
  readonly idleTimeoutMs?: number;
  /** Longest time between two readings of an observed property whose device does not answer. Default 30 s. */
  readonly maxPollingTimeMs?: number;
  readonly clock?: Clock;
}

/**
 * The consuming half of the Modbus TCP binding. Observing is polling: Modbus has no notifications.
 *
 * Bodies are `application/octet-stream`: registers big-endian whatever the device's order, coils packed eight to a
 * byte.
 */
export function modbusClient(options: ModbusClientOptions = {}): ClientBinding {
  return new ModbusClient(options);
}

class ModbusClient implements ClientBinding {
  readonly manifest = manifest;
  readonly #clock: Clock;
  readonly #responseTimeoutMs: number;
  readonly #maxPollingTimeMs: number;
  readonly #maxSubscriptions: number;
  readonly #pool: ConnectionPool;
  readonly #pollings = new Set<Polling>();
  #isStopped = false;

  constructor(options: ModbusClientOptions) {
    this.#clock = options.clock ?? systemClock;
    this.#responseTimeoutMs = options.responseTimeoutMs ?? 2_000;
    this.#maxPollingTimeMs = options.maxPollingTimeMs ?? 30_000;
    this.#maxSubscriptions = options.maxSubscriptions ?? 1000;
    this.#pool = new ConnectionPool(options, this.#clock);
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const { operation, form, authenticator, href } = request;
    if (operation === "unobserveproperty") return { refused: "stop() of the subscription ends an observation" };
    if (!manifest.clientOperations.includes(operation)) return { refused: `Modbus has no ${operation}` };
    if (form.subprotocol !== undefined) return { refused: `Modbus has no subprotocol ${form.subprotocol}` };
    if (authenticator !== undefined) return { refused: "Modbus has no way to carry credentials" };
    if (href.variables.length > 0) return { refused: "a Modbus address has no variables" };
    const prepared = readModbusForm(request, href.expand({}));
    if (typeof prepared === "string") return { refused: prepared };
    return {
      request: (exchange) => this.#request(prepared, exchange),
      subscribe: (exchange, sink) => this.#subscribe(prepared, exchange, sink),
    };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const polling of this.#pollings) polling.stop();
    this.#pollings.clear();
    this.#pool.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #request(request: ModbusRequest, exchange: Exchange): Promise<Reply> {
    if (this.#isStopped) throw new UsageError("WOT_STATE", "the Modbus client is stopped");
    const connection = this.#pool.get(request.host, request.port);
    const { timeoutMs, signal } = exchange;
    const responseTimeoutMs = request.timeoutMs ?? this.#responseTimeoutMs;
    const run = <T>(transaction: Transaction<T>) =>
      connection.run(transaction, { timeoutMs, signal }, responseTimeoutMs);
    if (request.function.direction === "read") {
      const body = await run((wire) => readValues(wire, request));
      return { contentType: request.contentType, body };
    }
    const body = checkedBody(request, exchange.content?.body);
    await run((wire) => writeValues(wire, request, body));
    return noContent;
  }

  async #subscribe(request: ModbusRequest, exchange: Exchange, sink: ContentSink): Promise<RemoteSubscription> {
    if (this.#pollings.size >= this.#maxSubscriptions) {
      throw new UsageError("WOT_STATE", `${this.#maxSubscriptions} properties are observed already`);
    }
    const { timeoutMs, signal } = exchange;
    const polling = new Polling(
      {
        read: (aborted) => this.#request(request, { timeoutMs, ...(aborted !== undefined && { signal: aborted }) }),
        intervalMs: request.pollingTimeMs,
        maxIntervalMs: this.#maxPollingTimeMs,
        clock: this.#clock,
      },
      sink,
    );
    const stop = async (): Promise<void> => {
      polling.stop();
      this.#pollings.delete(polling);
    };
    this.#pollings.add(polling);
    try {
      await polling.start(signal);
    } catch (error) {
      await stop();
      throw error;
    }
    return { stop };
  }
}
