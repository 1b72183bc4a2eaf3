import { type Clock, type Logger, reconnectDelayMs } from "@thingwright/contracts";
import type { ConsumedThing } from "@thingwright/core";
import { asWotError, ProtocolError } from "@thingwright/errors";
import { isObject, type Members, membersOf, pause, SharedSource, type Southbound, spoken } from "@thingwright/mapping";
import { changedStatus } from "./device-status.js";
import type { ShellyLimits } from "./limits.js";
import { refusalWords } from "./rpc/refusal-words.js";
import { RpcConnection } from "./rpc/rpc-connection.js";
import { sources } from "./southbound.js";

/** What the link of a device needs. */
export interface DeviceLinkOptions {
  /** The device, by its `deviceDescription`. */
  readonly device: ConsumedThing;
  /** Of its WebSocket. */
  readonly url: string;
  readonly limits: ShellyLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Uniform in [0, 1). */
  random(): number;
  password(): Promise<string | undefined>;
  /** The device is connected anew, or says that it is set up differently. */
  onRevised(): void;
}

/** Events of one notification that are looked at. */
const maxEvents = 64;

/**
 * The one connection of a device that all of its Things share: notifications over its WebSocket, and readings over HTTP while
 * that cannot be had.
 */
export class DeviceLink {
  readonly source = new SharedSource();
  readonly #options: DeviceLinkOptions;
  readonly #ending = new AbortController();
  #status: Members = {};
  /** The first connection follows what the device has just said of itself. */
  #isFirst = true;
  #reading: Promise<unknown> | undefined;
  #running: Promise<void> | undefined;

  constructor(options: DeviceLinkOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Idempotent. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#running;
  }

  /** `southbound` with the values of this link, and with the device's own words in what it refuses. */
  through(southbound: Southbound): Southbound {
    const forms = spoken(southbound, refusalWords);
    return this.source.through({
      ...forms,
      read: (name, options) =>
        name === sources.status ? this.#readOnce(() => forms.read(name, options)) : forms.read(name, options),
    });
  }

  async #run(): Promise<void> {
    const { limits, clock, logger, random } = this.#options;
    const { signal } = this.#ending;
    let attempt = 0;
    while (!signal.aborted) {
      const { error, wasOpen } = await this.#follow();
      if (signal.aborted) return;
      if (wasOpen) attempt = 0;
      logger.warn("a Shelly sends no notifications", { url: this.#options.url, message: error.message });
      this.source.lost(error);
      await this.#pollFor(reconnectDelayMs(attempt, limits, random), clock.now());
      attempt += 1;
    }
  }

  /** Follows the notifications of one connection until it ends. Never rejects. */
  async #follow() {
    const { url, limits, clock, password } = this.#options;
    const { signal } = this.#ending;
    let wasOpen = false;
    let connection: RpcConnection | undefined;
    try {
      connection = await RpcConnection.open(url, {
        limits,
        clock,
        signal,
        password,
        onNotification: (method, params) => this.#notified(method, params),
      });
      // A device notifies whoever has called it once.
      this.#take(await connection.call("Shelly.GetStatus"));
      wasOpen = true;
      if (!this.#isFirst) this.#options.onRevised();
      return { error: await connection.ended, wasOpen };
    } catch (error) {
      return { error: asWotError(error), wasOpen };
    } finally {
      this.#isFirst = false;
      connection?.close();
    }
  }

  /** Reads the status over HTTP again and again, until the next attempt to connect. */
  async #pollFor(delayMs: number, since: number): Promise<void> {
    const { limits, clock, device } = this.#options;
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        this.#take(await this.#readOnce(() => device.read(sources.status, { timeoutMs: limits.timeoutMs, signal })));
      } catch (error) {
        if (!signal.aborted) this.source.lost(asWotError(error));
      }
      const leftMs = since + delayMs - clock.now();
      if (leftMs <= 0) return;
      await pause(Math.min(leftMs, limits.pollMs), clock, signal);
      if (leftMs <= limits.pollMs) return;
    }
  }

  /** One answer is enough for all that ask at a time. */
  #readOnce(read: () => Promise<unknown>): Promise<unknown> {
    if (this.#reading !== undefined) return this.#reading;
    const reading = read().finally(() => {
      this.#reading = undefined;
    });
    this.#reading = reading;
    return reading;
  }

  #take(status: unknown): void {
    if (!isObject(status)) throw new ProtocolError("WOT_PROTOCOL", "the device's status is no object");
    this.#status = status;
    this.source.value(sources.status, status);
    this.source.live();
  }

  #notified(method: string, params: Members): void {
    if (method === "NotifyFullStatus") this.#take(params);
    else if (method === "NotifyStatus") this.#changed(params);
    else if (method === "NotifyEvent") this.#happened(params.events);
  }

  /** What comes before the first status is in that already. */
  #changed(changes: Members): void {
    if (!this.source.isLive) return;
    this.#status = changedStatus(this.#status, changes);
    this.source.value(sources.status, this.#status);
    this.source.event(sources.change, changes);
  }

  #happened(events: unknown): void {
    for (const event of Array.isArray(events) ? events.slice(0, maxEvents) : []) {
      const { component, event: name } = membersOf(event);
      if (typeof component !== "string") continue;
      if (name === "config_changed") this.#options.onRevised();
      else this.source.event(sources.notification(component), event);
    }
  }
}
