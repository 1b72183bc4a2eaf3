import type { Clock } from "@thingwright/contracts";
import { NetworkError } from "@thingwright/errors";
import type { Northbound, Southbound, WatchOptions } from "../src/index.js";

/** A clock that stands still until it is moved. */
export class SteppedClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ at: number; callback: () => void }>();

  now(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void) {
    const timer = { at: this.#now + delayMs, callback };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  /** Delays of the timers that are set, ascending. */
  get delays(): number[] {
    return [...this.#timers].map((timer) => timer.at - this.#now).sort((one, other) => one - other);
  }

  /** Moves on and lets everything happen that this sets off. */
  async advance(ms: number): Promise<void> {
    this.#now += ms;
    for (const timer of [...this.#timers]) {
      if (timer.at > this.#now) continue;
      this.#timers.delete(timer);
      timer.callback();
    }
    await settled();
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Watcher {
  readonly name: string;
  readonly options: WatchOptions;
  push(value: unknown): void;
  end(error?: unknown): void;
}

/** A vendor's device in memory: properties with values, a record of what was asked, and switches for what goes wrong. */
export class FakeSouthbound implements Southbound {
  readonly values = new Map<string, unknown>();
  readonly calls: unknown[][] = [];
  readonly watchers: Watcher[] = [];
  /** What every call fails with, while it is set. */
  failure: unknown;
  /** When set, reads wait for it. */
  gate: Promise<void> | undefined;
  outputs = new Map<string, unknown>();

  async read(name: string): Promise<unknown> {
    this.calls.push(["read", name]);
    const value = this.values.get(name);
    await this.gate;
    if (this.failure !== undefined) throw this.failure;
    return value;
  }

  async write(name: string, value: unknown): Promise<void> {
    this.calls.push(["write", name, value]);
    if (this.failure !== undefined) throw this.failure;
  }

  async invoke(name: string, input: unknown): Promise<unknown> {
    this.calls.push(["invoke", name, input]);
    if (this.failure !== undefined) throw this.failure;
    return this.outputs.get(name);
  }

  async *watch(_kind: string, name: string, options: WatchOptions): AsyncGenerator<unknown> {
    if (this.failure !== undefined) throw this.failure;
    const queue: unknown[] = [];
    let wake = (): void => {};
    let ended: { error: unknown } | undefined;
    const watcher: Watcher = {
      name,
      options,
      push: (value) => {
        queue.push(value);
        wake();
      },
      end: (error) => {
        ended = { error };
        wake();
      },
    };
    options.signal.addEventListener("abort", () => watcher.end());
    this.watchers.push(watcher);
    options.onReady();
    try {
      for (;;) {
        while (queue.length > 0) yield queue.shift();
        if (ended !== undefined) break;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (ended.error !== undefined) throw ended.error;
    } finally {
      this.watchers.splice(this.watchers.indexOf(watcher), 1);
    }
  }

  /** Sends a value to whoever watches `name`. */
  async push(name: string, value: unknown): Promise<void> {
    for (const watcher of this.watchers) if (watcher.name === name) watcher.push(value);
    await settled();
  }

  /** How often `name` was read. */
  reads(name: string): number {
    return this.calls.filter(([verb, what]) => verb === "read" && what === name).length;
  }
}

/** Writes down what a bridged device tells. */
export class RecordingNorthbound implements Northbound {
  readonly heard: unknown[][] = [];

  propertyChanged(name: string, value: unknown): void {
    this.heard.push([name, value]);
  }

  eventHappened(name: string, data: unknown): void {
    this.heard.push([`!${name}`, data]);
  }
}

export const unreachable = new NetworkError("WOT_NETWORK", "nobody there");
