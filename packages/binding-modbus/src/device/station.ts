import { type Clock, type Patience, within } from "@thingwright/contracts";
import { asWotError, TimeoutError, type WotError } from "@thingwright/errors";
import type { ModbusClientLimits } from "../client-limits.js";
import type { ExchangePdu } from "../functions/function-call.js";
import { gatewayExceptions } from "../protocol/pdu.js";
import { type Connection, isLate } from "./connection.js";
import { Cuts } from "./cuts.js";
import { MergedReads, type RangeRead } from "./merged-reads.js";
import { Poller } from "./poller.js";
import { Silence } from "./silence.js";

/** One unit behind a connection: what is read, written and followed there. */
export class Station {
  readonly unitId: number;
  readonly poller: Poller;
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #silence: Silence;
  readonly #asked: MergedReads;
  readonly #polled: MergedReads;
  readonly #limits: ModbusClientLimits;

  constructor(unitId: number, connection: Connection, limits: ModbusClientLimits, clock: Clock) {
    this.unitId = unitId;
    this.#connection = connection;
    this.#clock = clock;
    this.#limits = limits;
    this.#silence = new Silence(clock, limits.maxSilentPauseMs);
    const cuts = new Cuts();
    this.#asked = new MergedReads(this, connection, limits, clock, cuts, false);
    this.#polled = new MergedReads(this, connection, limits, clock, cuts, true);
    this.poller = new Poller((range) => this.#poll(range), clock, limits.maxPollingTimeMs);
  }

  /** Whether nobody follows it. */
  get isIdle(): boolean {
    return this.poller.isIdle;
  }

  /**
   * Reads a value, along with others that are wanted at the same time.
   *
   * @throws {RequestError} WOT_TOO_MANY; and like {@link ExchangePdu}
   */
  async read(range: RangeRead, patience: Patience): Promise<Uint8Array> {
    this.#silence.check();
    const leave = this.#connection.admit();
    try {
      return await this.#asked.read(range, patience);
    } finally {
      leave();
    }
  }

  /**
   * Carries out what cannot be merged, when its turn has come.
   *
   * @param call - may send several requests; no other goes between them
   * @throws {TimeoutError} WOT_TIMEOUT, `sent: false` when its turn never came
   */
  async send<T>(
    call: (exchange: ExchangePdu) => Promise<T>,
    responseTimeoutMs: number,
    patience: Patience,
  ): Promise<T> {
    this.#silence.check();
    const leave = this.#connection.admit();
    const ending = new AbortController();
    let hasBegun = false;
    const result = new Promise<T>((resolve, reject) => {
      this.#connection.submit({
        unitId: this.unitId,
        isPolling: false,
        fail: reject,
        run: async () => {
          if (ending.signal.aborted) return;
          hasBegun = true;
          const pdus: ExchangePdu = (pdu) =>
            this.exchange(pdu, { timeoutMs: responseTimeoutMs, signal: ending.signal });
          await call(pdus).then(resolve, reject);
        },
      });
    });
    try {
      return await within(result, patience, this.#clock, (reason) => ending.abort(reason));
    } catch (error) {
      throw hasBegun ? error : notSent(asWotError(error));
    } finally {
      leave();
    }
  }

  /** One request and its answer; notes whether the unit answers at all. */
  async exchange(pdu: Uint8Array, patience: Patience): Promise<Uint8Array> {
    try {
      const answer = await this.#connection.exchange(this.unitId, pdu, patience);
      if (answer[0]! >= 0x80 && gatewayExceptions.has(answer[1]!)) this.#silence.unanswered();
      else this.#answered();
      return answer;
    } catch (error) {
      if (isLate(asWotError(error))) this.#silence.unanswered();
      throw error;
    }
  }

  #answered(): void {
    this.#silence.answered();
    this.poller.wake();
  }

  #poll(range: RangeRead): Promise<Uint8Array> {
    return this.#polled.read(range, { timeoutMs: this.#limits.maxPollingTimeMs });
  }
}

function notSent(error: WotError): WotError {
  if (error.family !== "TimeoutError") return error;
  return new TimeoutError("WOT_TIMEOUT", `${error.message}, as others came first`, { sent: false, cause: error });
}
