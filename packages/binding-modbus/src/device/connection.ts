import { abortedBy, type Clock, type Patience, within } from "@thingwright/contracts";
import { asWotError, isWotError, NetworkError, RequestError, type WotError } from "@thingwright/errors";
import { FairQueue, type Job } from "./fair-queue.js";
import { notSent, type ServerAddress, Way } from "./way.js";

/** Limits of one connection. */
export interface ConnectionLimits {
  /** Requests that may wait for their turn; more fail with RequestError. */
  readonly maxQueuedRequests: number;
  /** A connection without requests is closed after this time. */
  readonly idleTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** Silence between an answer and the next request where frames are those of a serial line. */
  readonly rtuPauseMs: number;
}

/** After so many unanswered requests in a row the connection counts as dead and is opened anew. */
const maxUnanswered = 2;

/** The connection to one server: opened when needed, one job at a time, in a fair order. */
export class Connection {
  readonly #address: ServerAddress;
  readonly #limits: ConnectionLimits;
  readonly #clock: Clock;
  readonly #way: Way;
  readonly #queue = new FairQueue();
  #isWorking = false;
  #isStopped = false;
  #admitted = 0;
  #unanswered = 0;
  /** When the last exchange ended. */
  #quietSince = Number.NEGATIVE_INFINITY;
  #cancelIdle = (): void => {};

  constructor(address: ServerAddress, limits: ConnectionLimits, clock: Clock) {
    this.#address = address;
    this.#limits = limits;
    this.#clock = clock;
    this.#way = new Way(address, limits.connectTimeoutMs, clock);
  }

  /** Whether nothing is done or waits. */
  get isIdle(): boolean {
    return this.#admitted === 0 && !this.#isWorking;
  }

  /**
   * Lets a request in that somebody waits for.
   *
   * @returns what to call when nobody waits for it any more
   * @throws {RequestError} WOT_TOO_MANY when too many wait already
   */
  admit(): () => void {
    if (this.#admitted >= this.#limits.maxQueuedRequests) {
      throw new RequestError("WOT_TOO_MANY", `${this.#admitted} requests wait for ${this.#address.host} already`);
    }
    this.#admitted += 1;
    return () => {
      this.#admitted -= 1;
    };
  }

  /** Does `job` when its turn has come. */
  submit(job: Job): void {
    if (this.#isStopped) {
      job.fail(stopped());
      return;
    }
    this.#queue.push(job);
    if (!this.#isWorking) void this.#work();
  }

  /**
   * One request and its answer; only while a job runs.
   *
   * @throws {TimeoutError} WOT_TIMEOUT when there is no answer in time; {@link NetworkError}, {@link ProtocolError}
   */
  async exchange(unitId: number, pdu: Uint8Array, patience: Patience): Promise<Uint8Array> {
    const line = await within(this.#way.open(), patience, this.#clock).catch((error: unknown) => {
      throw notSent(asWotError(error));
    });
    await this.#pause();
    if (patience.signal?.aborted === true) throw abortedBy(patience.signal);
    try {
      const answer = await within(line.exchange(unitId, pdu), patience, this.#clock, (reason) => {
        line.giveUp();
        this.#unansweredBecause(reason);
      });
      this.#unanswered = 0;
      return answer;
    } catch (error) {
      throw asWotError(error);
    } finally {
      this.#quietSince = this.#clock.now();
    }
  }

  /** Closes for good; what is under way or waits fails. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelIdle();
    this.#way.close();
    this.#failAll(this.#queue.take(), stopped());
  }

  /** Units of a serial line tell frames apart by the silence between them, which a gateway may not make. */
  async #pause(): Promise<void> {
    const { framing } = this.#address;
    const leftMs = framing.isNumbered ? 0 : this.#quietSince + this.#limits.rtuPauseMs - this.#clock.now();
    if (leftMs > 0) await new Promise<void>((resolve) => this.#clock.after(leftMs, resolve));
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    this.#cancelIdle();
    for (let job = this.#queue.take(); job !== undefined; job = this.#queue.take()) {
      try {
        await this.#way.open();
        await job.run();
      } catch (error) {
        this.#failAll(job, error);
      }
    }
    this.#isWorking = false;
    if (!this.#way.isOpen) return;
    const timer = this.#clock.after(this.#limits.idleTimeoutMs, () => this.#way.close());
    this.#cancelIdle = () => timer.cancel();
  }

  /** All that waits would wait for the same: it fails now, with the reason that the first has. */
  #failAll(first: Job | undefined, reason: unknown): void {
    for (let job = first; job !== undefined; job = this.#queue.take()) job.fail(reason);
  }

  /** Counts requests whose time is over; those that the caller gave up do not count. */
  #unansweredBecause(reason: WotError): void {
    if (!isLate(reason)) return;
    this.#unanswered += 1;
    if (this.#unanswered < maxUnanswered) return;
    this.#unanswered = 0;
    this.#way.close();
  }
}

/** Whether the time for an answer is over: the unit's own, or that of the caller, who then aborts. */
export const isLate = (error: WotError): boolean =>
  error.family === "TimeoutError" || (isWotError(error.cause) && error.cause.family === "TimeoutError");

const stopped = (): NetworkError => new NetworkError("WOT_NETWORK", "the Modbus client is stopped", { sent: false });
