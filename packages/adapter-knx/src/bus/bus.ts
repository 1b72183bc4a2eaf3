import {
  abortedBy,
  type Clock,
  type Logger,
  type Patience,
  reconnectDelayMs,
  type Timer,
  within,
} from "@thingwright/contracts";
import { asWotError, NetworkError, type WotError } from "@thingwright/errors";
import type { BusLimits } from "./bus-limits.js";
import type { BusLink, OpenLink } from "./bus-link.js";
import { GroupListeners, type Listener } from "./group-listeners.js";
import { type GroupTelegram, type GroupValue, readTelegram, writeTelegram } from "./group-telegram.js";
import { PendingReads } from "./pending-reads.js";
import { TelegramQueue } from "./telegram-queue.js";

/** What a bus is made of. */
export interface BusOptions {
  /** For messages: `knx://192.0.2.7:3671`. */
  readonly name: string;
  readonly open: OpenLink;
  readonly limits: BusLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/**
 * The group addresses of one installation, over one way onto its bus that is opened when it is needed and again when it is lost.
 */
export class Bus {
  readonly #options: BusOptions;
  readonly #queue: TelegramQueue;
  readonly #reads: PendingReads;
  readonly #listeners = new GroupListeners();
  /** Latest value of each address that has been heard: as many as there are addresses, at most. */
  readonly #heard = new Map<number, GroupValue>();
  readonly #ending = new AbortController();
  #link: BusLink | undefined;
  #opening: Promise<BusLink> | undefined;
  #retry: Timer | undefined;
  #idle: Timer | undefined;
  #attempt = 0;

  constructor(options: BusOptions) {
    const { limits, clock } = options;
    this.#options = options;
    this.#queue = new TelegramQueue((telegram, patience) => this.#send(telegram, patience), limits, clock);
    const ask = (address: number, patience: Patience) => this.#queue.add(readTelegram(address), patience);
    this.#reads = new PendingReads({ ask, prefer: (address) => this.#queue.prefer(address) }, limits, clock);
  }

  /** Whether nobody observes it and nothing is to be sent. */
  get isIdle(): boolean {
    return this.#listeners.isEmpty && this.#queue.isEmpty;
  }

  /** Whether there is a way onto the bus now. */
  get isOpen(): boolean {
    return this.#link !== undefined;
  }

  /** The latest value that was heard at an address, however old; `undefined` before there is one. */
  heard(address: number): GroupValue | undefined {
    return this.#heard.get(address);
  }

  /** Resolves when the telegram is on the bus. */
  async write(address: number, value: GroupValue, patience: Patience): Promise<void> {
    const telegram = writeTelegram(address, value);
    await this.#use(this.#queue.add(telegram, patience));
    this.#take(telegram);
  }

  /** The value of an address, which is asked for. @throws {TimeoutError} WOT_TIMEOUT where no device answers */
  read(address: number, patience: Patience): Promise<GroupValue> {
    return this.#use(this.#reads.read(address, patience));
  }

  /** Hears what comes for an address until the function that this returns is called. Resolves when the way onto the bus is open. */
  async listen(address: number, listener: Listener, patience: Patience): Promise<() => void> {
    const leave = this.#listeners.add(address, listener);
    const stop = (): void => {
      leave();
      this.#rest();
    };
    try {
      await within(this.#open(), patience, this.#options.clock);
      return stop;
    } catch (error) {
      stop();
      throw error;
    }
  }

  /** Ends everything. Idempotent, never rejects. */
  async stop(): Promise<void> {
    this.#ending.abort();
    this.#retry?.cancel();
    this.#idle?.cancel();
    const error = new NetworkError("WOT_NETWORK", "the KNX client is stopped", { sent: false });
    this.#queue.clear(error);
    this.#reads.clear(error);
    await this.#opening?.catch(ignore);
    await this.#link?.close();
    this.#link = undefined;
  }

  async #use<T>(work: Promise<T>): Promise<T> {
    this.#idle?.cancel();
    try {
      return await work;
    } finally {
      this.#rest();
    }
  }

  async #send(telegram: GroupTelegram, patience: Patience): Promise<void> {
    const link = await within(this.#open(), patience, this.#options.clock);
    await link.send(telegram, patience);
  }

  #open(): Promise<BusLink> {
    this.#idle?.cancel();
    if (this.#ending.signal.aborted) return Promise.reject(abortedBy(this.#ending.signal));
    if (this.#link !== undefined) return Promise.resolve(this.#link);
    if (this.#retry !== undefined) return Promise.reject(this.#unreachable(undefined));
    this.#opening ??= this.#begin().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #begin(): Promise<BusLink> {
    const { open } = this.#options;
    let isLost = false;
    try {
      const link = await open(
        {
          heard: (telegram) => this.#take(telegram),
          lost: (error) => {
            isLost = true;
            this.#lost(error);
          },
        },
        this.#ending.signal,
      );
      if (isLost) throw this.#unreachable(undefined);
      this.#link = link;
    } catch (error) {
      const reason = this.#unreachable(asWotError(error));
      if (!isLost) this.#lost(reason);
      throw reason;
    }
    const isBack = this.#attempt > 0;
    this.#attempt = 0;
    if (isBack) this.#listeners.back();
    return this.#link;
  }

  #lost(error: WotError): void {
    this.#link = undefined;
    if (this.#ending.signal.aborted) return;
    const { name, logger, limits, clock, random } = this.#options;
    if (this.#attempt === 0) logger.warn("the way onto a KNX bus is lost", { name, message: error.message });
    // Nobody knows what is said while nobody listens: what was said before holds no more.
    this.#heard.clear();
    this.#queue.clear(error);
    this.#reads.clear(error);
    this.#listeners.lost(error);
    const delayMs = reconnectDelayMs(this.#attempt++, limits, random);
    this.#retry = clock.after(delayMs, () => {
      this.#retry = undefined;
      if (!this.#listeners.isEmpty) this.#open().catch(ignore);
    });
  }

  #take(telegram: GroupTelegram): void {
    if (telegram.service === "read") return;
    this.#heard.set(telegram.address, telegram.value);
    this.#reads.came(telegram.address, telegram.value);
    this.#listeners.telegram(telegram);
  }

  #rest(): void {
    this.#idle?.cancel();
    if (!this.isIdle || this.#link === undefined) return;
    this.#idle = this.#options.clock.after(this.#options.limits.idleTimeoutMs, () => {
      const link = this.#link;
      if (!this.isIdle) return;
      this.#link = undefined;
      this.#heard.clear();
      void link?.close();
    });
  }

  #unreachable(cause: WotError | undefined): NetworkError {
    const why = cause === undefined ? "" : `: ${cause.message}`;
    return new NetworkError("WOT_NETWORK", `${this.#options.name} cannot be reached${why}`, { cause, sent: false });
  }
}

const ignore = (): void => {};
