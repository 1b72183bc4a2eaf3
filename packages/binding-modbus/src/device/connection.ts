import { Socket } from "node:net";
import { type Clock, type Patience, within } from "@thingwright/contracts";
import { asWotError, isWotError, NetworkError, RequestError, TimeoutError, type WotError } from "@thingwright/errors";
import type { Framing } from "../protocol/framing.js";
import { FairQueue, type Job } from "./fair-queue.js";
import { Line } from "./line.js";

/** Limits of one connection. */
export interface ConnectionLimits {
  /** Requests that may wait for their turn; more fail with RequestError. */
  readonly maxQueuedRequests: number;
  /** A connection without requests is closed after this time. */
  readonly idleTimeoutMs: number;
  readonly connectTimeoutMs: number;
}

/** Where a Modbus server listens, and how it frames. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly framing: Framing;
}

/** After so many unanswered requests in a row the connection counts as dead and is opened anew. */
const maxUnanswered = 2;

/** The connection to one server: opened when needed, one job at a time, in a fair order. */
export class Connection {
  readonly #address: ServerAddress;
  readonly #limits: ConnectionLimits;
  readonly #clock: Clock;
  readonly #queue = new FairQueue();
  #isWorking = false;
  #admitted = 0;
  #unanswered = 0;
  /** Grows with every `close`, so that a connection that comes too late is not kept. */
  #era = 0;
  #line: Line | undefined;
  #opening: Promise<Line> | undefined;
  #cancelIdle = (): void => {};

  constructor(address: ServerAddress, limits: ConnectionLimits, clock: Clock) {
    this.#address = address;
    this.#limits = limits;
    this.#clock = clock;
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
    this.#queue.push(job);
    if (!this.#isWorking) void this.#work();
  }

  /**
   * One request and its answer; only while a job runs.
   *
   * @throws {TimeoutError} WOT_TIMEOUT when there is no answer in time; {@link NetworkError}, {@link ProtocolError}
   */
  async exchange(unitId: number, pdu: Uint8Array, patience: Patience): Promise<Uint8Array> {
    const line = await within(this.#open(), patience, this.#clock).catch((error: unknown) => {
      throw notSent(asWotError(error));
    });
    try {
      const answer = await within(line.exchange(unitId, pdu), patience, this.#clock, (reason) => {
        line.giveUp();
        this.#unansweredBecause(reason);
      });
      this.#unanswered = 0;
      return answer;
    } catch (error) {
      throw asWotError(error);
    }
  }

  /** Closes the socket; what is under way fails with NetworkError. The next request opens it anew. */
  close(): void {
    this.#cancelIdle();
    this.#era += 1;
    this.#line?.close();
    this.#line = undefined;
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    this.#cancelIdle();
    for (let job = this.#queue.take(); job !== undefined; job = this.#queue.take()) {
      try {
        await this.#open();
        await job.run();
      } catch (error) {
        this.#failAll(job, error);
      }
    }
    this.#isWorking = false;
    if (this.#line === undefined) return;
    const timer = this.#clock.after(this.#limits.idleTimeoutMs, () => this.close());
    this.#cancelIdle = () => timer.cancel();
  }

  /** All that waits would wait for the same: it fails now, with the reason that the first has. */
  #failAll(first: Job, reason: unknown): void {
    for (let job: Job | undefined = first; job !== undefined; job = this.#queue.take()) job.fail(reason);
  }

  /** Counts requests whose time is over; those that the caller gave up do not count. */
  #unansweredBecause(reason: WotError): void {
    if (!isLate(reason)) return;
    this.#unanswered += 1;
    if (this.#unanswered < maxUnanswered) return;
    this.#unanswered = 0;
    this.close();
  }

  #open(): Promise<Line> {
    if (this.#line !== undefined) return Promise.resolve(this.#line);
    this.#opening ??= this.#link().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #link(): Promise<Line> {
    const era = this.#era;
    const socket = await this.#connect();
    if (era !== this.#era) {
      socket.destroy();
      throw this.#unreachable(undefined);
    }
    const line: Line = new Line(socket, this.#address.framing, () => {
      if (this.#line === line) this.#line = undefined;
    });
    this.#line = line;
    return line;
  }

  #connect(): Promise<Socket> {
    const { host, port } = this.#address;
    const socket = new Socket();
    const connected = new Promise<Socket>((resolve, reject) => {
      socket.once("connect", () => resolve(socket));
      socket.on("error", (cause) => reject(this.#unreachable(cause)));
      socket.once("close", () => reject(this.#unreachable(undefined)));
    });
    socket.setNoDelay(true);
    socket.connect({ host, port });
    const patience = { timeoutMs: this.#limits.connectTimeoutMs };
    return within(connected, patience, this.#clock, () => socket.destroy()).catch((error: unknown) => {
      throw notSent(asWotError(error));
    });
  }

  #unreachable(cause: unknown): NetworkError {
    const { host, port } = this.#address;
    return new NetworkError("WOT_NETWORK", `${host}:${port} cannot be reached`, { sent: false, cause });
  }
}

/** Whether the time for an answer is over: the unit's own, or that of the caller, who then aborts. */
export const isLate = (error: WotError): boolean =>
  error.family === "TimeoutError" || (isWotError(error.cause) && error.cause.family === "TimeoutError");

/** A request that waited for the connection has not reached anybody. */
function notSent(error: WotError): WotError {
  if (error.family !== "TimeoutError") return error;
  return new TimeoutError("WOT_TIMEOUT", error.message, { sent: false, cause: error });
}
