import {
  type ClientBinding,
  type Clock,
  type ContentSink,
  type Exchange,
  type FormRefusal,
  type FormRequest,
  limitsFrom,
  manifestRefusal,
  noContent,
  type PreparedForm,
  type RemoteSubscription,
  type Reply,
  systemClock,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { defaultModbusClientLimits, limitsThatMayBeZero, type ModbusClientLimits } from "./client-limits.js";
import type { RangeRead } from "./device/merged-reads.js";
import { ServerPool } from "./device/server-pool.js";
import type { Station } from "./device/station.js";
import { writtenRange } from "./functions/written-range.js";
import { modbusManifest } from "./manifest.js";
import { type ModbusRequest, readModbusForm } from "./modbus-form.js";
import { bodyOf, bytesToWrite } from "./payload.js";

/** Options of {@link modbusClient}; every one has a default. */
export interface ModbusClientOptions {
  readonly limits?: Partial<ModbusClientLimits>;
  readonly clock?: Clock;
}

/**
 * The consuming half of the Modbus binding, over TCP. Observing is polling: Modbus has no notifications.
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
  readonly #limits: ModbusClientLimits;
  readonly #pool: ServerPool;
  /** What ends each subscription. */
  readonly #subscriptions = new Set<() => void>();
  #isStopped = false;

  constructor(options: ModbusClientOptions) {
    this.#limits = limitsFrom(defaultModbusClientLimits, options.limits, limitsThatMayBeZero);
    this.#pool = new ServerPool(this.#limits, options.clock ?? systemClock);
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const { href } = request;
    const refused = manifestRefusal(request, modbusManifest, "Modbus");
    if (refused !== undefined) return { refused };
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
    for (const end of this.#subscriptions) end();
    this.#subscriptions.clear();
    this.#pool.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #stationOf(request: ModbusRequest): Station {
    if (this.#isStopped) throw new UsageError("WOT_STATE", "the Modbus client is stopped");
    return this.#pool.station(request.server, request.unitId);
  }

  async #request(request: ModbusRequest, exchange: Exchange): Promise<Reply> {
    const station = this.#stationOf(request);
    const { function: chosen, contentType } = request;
    const patience = { timeoutMs: exchange.timeoutMs, signal: exchange.signal };
    const { call } = chosen;
    if (call === undefined) {
      return { contentType, body: bodyOf(request, await station.read(this.#rangeOf(request), patience)) };
    }
    const isReading = chosen.directions.includes("read");
    const body = isReading ? new Uint8Array(0) : bytesToWrite(request, exchange.content?.body);
    const { responseTimeoutMs } = this.#rangeOf(request);
    const answer = await station.send((pdus) => call(pdus, request, body), responseTimeoutMs, patience);
    const written = writtenRange(chosen.code, request, body.length);
    if (written !== undefined) station.poller.written(written);
    return answer.length === 0 ? noContent : { contentType, body: bodyOf(request, answer) };
  }

  #rangeOf({ address, quantity, function: chosen, timeoutMs }: ModbusRequest): RangeRead {
    return { address, quantity, function: chosen, responseTimeoutMs: timeoutMs ?? this.#limits.responseTimeoutMs };
  }

  async #subscribe(request: ModbusRequest, exchange: Exchange, sink: ContentSink): Promise<RemoteSubscription> {
    const station = this.#stationOf(request);
    const { contentType } = request;
    let end: (() => void) | undefined;
    let hasEnded = false;
    const stop = (): void => {
      hasEnded = true;
      this.#subscriptions.delete(stop);
      end?.();
    };
    if (this.#subscriptions.size >= this.#limits.maxSubscriptions) {
      throw new UsageError("WOT_STATE", `${this.#limits.maxSubscriptions} properties are observed already`);
    }
    this.#subscriptions.add(stop);
    try {
      const range = this.#rangeOf(request);
      const first = await station.read(range, { timeoutMs: exchange.timeoutMs, signal: exchange.signal });
      const contentOf = (bytes: Uint8Array) => ({ contentType, body: bodyOf(request, bytes) });
      if (!hasEnded) end = station.poller.follow({ range, intervalMs: request.pollingTimeMs, sink, contentOf }, first);
    } catch (error) {
      stop();
      throw error;
    }
    return { stop: async () => stop() };
  }
}
