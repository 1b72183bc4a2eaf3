import { UsageError } from "@thingwright/errors";
import type { Random } from "../random.js";
import type { SimulatedClock } from "../time/simulated-clock.js";

/**
 * What can be wrong with a device:
 * - `slow`: every answer and message comes late;
 * - `offline`: connections are cut, new ones too, datagrams stay unanswered;
 * - `garbage`: what comes is not the promised format at all;
 * - `wrong-type`: the format holds, the values are of the wrong type or outside their range;
 * - `duplicate`: every message comes twice;
 * - `reordered`: messages come in pairs, the later one first.
 */
export const faultNames = ["slow", "offline", "garbage", "wrong-type", "duplicate", "reordered"] as const;
export type FaultName = (typeof faultNames)[number];

export interface FaultSettings {
  /** How late `slow` makes everything, in wall milliseconds. Default 1000. Other faults ignore it. */
  readonly delayMs?: number;
}

export interface FaultInjectorOptions {
  readonly clock: SimulatedClock;
  readonly random: Random;
  /** How many messages `slow` may hold at a time; more are sent at once. Default 1000. */
  readonly maxHeldMessages?: number;
}

type Listener = (name: FaultName, enabled: boolean) => void;

/** Switches the faults of one device at run time. A healthy device asks it and hears no. */
export class FaultInjector {
  readonly clock: SimulatedClock;
  readonly #random: Random;
  readonly #maxHeldMessages: number;
  readonly #enabled = new Map<FaultName, Required<FaultSettings>>();
  readonly #listeners = new Set<Listener>();
  #heldMessages = 0;

  constructor(options: FaultInjectorOptions) {
    this.clock = options.clock;
    this.#random = options.random;
    this.#maxHeldMessages = options.maxHeldMessages ?? 1000;
  }

  /**
   * Breaks the device in one more way, from now on.
   *
   * @throws {UsageError} WOT_ARGUMENT for a fault that does not exist, WOT_RANGE for a negative delay
   */
  enable(name: FaultName, settings: FaultSettings = {}): void {
    const { delayMs = 1000 } = settings;
    if (!faultNames.includes(name)) throw new UsageError("WOT_ARGUMENT", `there is no fault "${name}"`);
    if (!(delayMs >= 0)) throw new UsageError("WOT_RANGE", `a delay of ${delayMs} ms is not possible`);
    this.#enabled.set(name, { delayMs });
    this.#tell(name, true);
  }

  /** Mends one fault; nothing happens if it was not there. */
  disable(name: FaultName): void {
    if (this.#enabled.delete(name)) this.#tell(name, false);
  }

  /** Mends everything. */
  disableAll(): void {
    for (const name of [...this.#enabled.keys()]) this.disable(name);
  }

  isEnabled(name: FaultName): boolean {
    return this.#enabled.has(name);
  }

  /** The faults that are on, in the order in which they were enabled. */
  get enabled(): readonly FaultName[] {
    return [...this.#enabled.keys()];
  }

  /** Calls `listener` after every change, until the returned function is called. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs `send` now, or late if the device is slow. */
  delay(send: () => void): void {
    const slow = this.#enabled.get("slow");
    if (slow === undefined || this.#heldMessages >= this.#maxHeldMessages) {
      send();
      return;
    }
    this.#heldMessages += 1;
    this.clock.scheduleWall(slow.delayMs, () => {
      this.#heldMessages -= 1;
      send();
    });
  }

  /** Bytes that are neither UTF-8, JSON, CBOR nor a Modbus frame: they begin with 0xff. */
  garbage(lengthBytes = 24): Buffer {
    const bytes = Buffer.alloc(lengthBytes, 0xff);
    for (let index = 1; index < lengthBytes; index += 1) bytes[index] = Math.floor(this.#random() * 256);
    return bytes;
  }

  #tell(name: FaultName, enabled: boolean): void {
    for (const listener of [...this.#listeners]) listener(name, enabled);
  }
}
