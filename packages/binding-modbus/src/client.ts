import {
  type ClientBinding,
  type Clock,
  type ContentSink,
  type Exchange,
  type FormRefusal,
  type FormRequest,
  isUnsubscribing,
  limitsFrom,
  noContent,
  type PreparedForm,
  type RemoteSubscription,
  type Reply,
  systemClock,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { defaultModbusClientLimits, type ModbusClientLimits } from "./client-limits.js";
import type { Transaction } from "./connection.js";
import { ConnectionPool } from "./connection-pool.js";
import { checkedBody, readValues, writeValues } from "./exchange-values.js";
import { modbusManifest } from "./manifest.js";
import { type ModbusRequest, readModbusForm } from "./modbus-form.js";
import { Polling } from "./polling.js";

/** Options of {@link modbusClient}; every one has a default. */
export interface ModbusClientOptions {
  readonly limits?: Partial<ModbusClientLimits>;
  readonly clock?: Clock;
}

/**
 * The consuming half of the Modbus TCP binding. Observing is polling: Modbus has no notifications.
 *
 * Bodies are `application/octet-stream`: registers big-endian whatever the device's order, coils packed eight to a
 * byte.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range
 */
export function modbusClient(options: ModbusClientOptions = {}): ClientBinding {
  return new ModbusClient(options);
}

class ModbusClient implements ClientBinding {
  readonly manifest = modbusManifest;
  readonly #clock: Clock;
  readonly #limits: ModbusClientLimits;
  readonly #pool: ConnectionPool;
  readonly #pollings = new Set<Polling>();
  #isStopped = false;

  constructor(options: ModbusClientOptions) {
    this.#clock = options.clock ?? systemClock;
    this.#limits = limitsFrom(defaultModbusClientLimits, options.limits);
    this.#pool = new ConnectionPool(this.#limits, this.#clock);
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const { operation, form, authenticator, href } = request;
    if (isUnsubscribing(operation)) return { refused: `${operation} is carried out by stop() of the subscription` };
    if (!modbusManifest.clientOperations.includes(operation)) return { refused: `Modbus has no ${operation}` };
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
    const responseTimeoutMs = request.timeoutMs ?? this.#limits.responseTimeoutMs;
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
    if (this.#pollings.size >= this.#limits.maxSubscriptions) {
      throw new UsageError("WOT_STATE", `${this.#limits.maxSubscriptions} properties are observed already`);
    }
    const { timeoutMs, signal } = exchange;
    const polling = new Polling(
      {
        read: (aborted) => this.#request(request, { timeoutMs, ...(aborted !== undefined && { signal: aborted }) }),
        intervalMs: request.pollingTimeMs,
        maxIntervalMs: this.#limits.maxPollingTimeMs,
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
