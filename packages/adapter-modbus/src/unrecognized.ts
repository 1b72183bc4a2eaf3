import type { ListedDevice, UnofferedDevice } from "@thingwright/adapter-core";
import { type Clock, reconnectDelayMs } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";
import { pause } from "@thingwright/mapping";
import type { ModbusAdapterLimits } from "./limits.js";

/** Asks a device what it is; `undefined` when it does not say. */
export type Identify = (signal: AbortSignal) => Promise<ListedDevice | undefined>;

interface Waiting {
  why: string;
  readonly ending: AbortController;
}

/** Devices that have to say what they are before they can be offered, and have not yet. They are asked again and again. */
export class Unrecognized {
  readonly #limits: ModbusAdapterLimits;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #waiting = new Map<string, Waiting>();

  constructor(limits: ModbusAdapterLimits, clock: Clock, random: () => number) {
    this.#limits = limits;
    this.#clock = clock;
    this.#random = random;
  }

  /** Those that wait, and why. */
  get list(): readonly UnofferedDevice[] {
    return [...this.#waiting].map(([key, { why }]) => ({ key, why }));
  }

  /** Asks the device `key` until it says what it is; `offer` then. Resolves after the first attempt, and never rejects. */
  add(key: string, identify: Identify, offer: (device: ListedDevice) => Promise<void>): Promise<void> {
    this.remove(key);
    const waiting: Waiting = { why: "it has not been asked yet", ending: new AbortController() };
    this.#waiting.set(key, waiting);
    return new Promise((tried) => {
      void this.#keepAsking(key, waiting, identify, offer, tried).finally(tried);
    });
  }

  remove(key: string): void {
    this.#waiting.get(key)?.ending.abort();
    this.#waiting.delete(key);
  }

  stop(): void {
    for (const key of [...this.#waiting.keys()]) this.remove(key);
  }

  async #keepAsking(
    key: string,
    waiting: Waiting,
    identify: Identify,
    offer: (device: ListedDevice) => Promise<void>,
    tried: () => void,
  ): Promise<void> {
    const { signal } = waiting.ending;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const device = await identify(signal);
        if (signal.aborted) return;
        if (device !== undefined) {
          this.#waiting.delete(key);
          return await offer(device);
        }
        waiting.why = "it answers, and shows the signs of no register map and no model of SunSpec";
      } catch (error) {
        waiting.why = asWotError(error).message;
      }
      tried();
      await pause(reconnectDelayMs(attempt, this.#limits, this.#random), this.#clock, signal);
    }
  }
}
