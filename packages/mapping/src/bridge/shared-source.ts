import { NetworkError, type WotError } from "@thingwright/errors";
import type { Southbound, WatchedValues, WatchOptions } from "./southbound.js";

/** Events of one watcher that wait to be taken; further ones are lost, the oldest first. */
const maxWaitingEvents = 64;

/** What one watcher has not taken yet. Of a property the newest value is enough, of an event each is news. */
interface Watcher {
  readonly options: WatchOptions;
  readonly isProperty: boolean;
  waiting: unknown[];
  /** Events that gave way to later ones. */
  missed: number;
  wake: () => void;
}

/**
 * One connection of a device, or of its hub, that brings the values of many Things: each is a watcher of the names that
 * its southbound description has. Whoever owns the connection says what comes, and whether it lives.
 */
export class SharedSource {
  readonly #watchers = new Map<string, Set<Watcher>>();
  readonly #latest = new Map<string, unknown>();
  #isLive = false;

  /** Whether the connection brings values now. */
  get isLive(): boolean {
    return this.#isLive;
  }

  /** The latest value of a property; `undefined` while the connection is lost. */
  latest(name: string): unknown {
    return this.#isLive ? this.#latest.get(name) : undefined;
  }

  /** A property has this value. */
  value(name: string, value: unknown): void {
    this.#latest.set(name, value);
    this.#give(keyOf("property", name), (watcher) => {
      watcher.waiting = [value];
    });
  }

  /** An event has happened. */
  event(name: string, data: unknown): void {
    this.#give(keyOf("event", name), (watcher) => {
      watcher.waiting.push(data);
      if (watcher.waiting.length <= maxWaitingEvents) return;
      watcher.waiting.shift();
      watcher.missed += 1;
    });
  }

  /** Values come from now on. */
  live(): void {
    if (this.#isLive) return;
    this.#isLive = true;
    for (const { options } of this.#all()) options.onResumed();
  }

  /** No more values come until `live`. */
  lost(error: WotError): void {
    this.#isLive = false;
    this.#latest.clear();
    for (const { options } of this.#all()) options.onInterrupted(error);
  }

  /** A value of a property came that cannot be read. */
  invalid(name: string, error: WotError): void {
    for (const { options } of this.#watchers.get(keyOf("property", name)) ?? []) options.onInvalid(error);
  }

  /** `southbound` with observations of this source in the place of its own. */
  through(southbound: Southbound): Southbound {
    return { ...southbound, watch: (kind, name, options) => this.watch(kind, name, options) };
  }

  /** Values of a property, beginning with the latest, or data of an event; ends when the signal aborts. */
  watch(kind: "property" | "event", name: string, options: WatchOptions): WatchedValues {
    const watcher: Watcher = { options, isProperty: kind === "property", waiting: [], missed: 0, wake: () => {} };
    return {
      [Symbol.asyncIterator]: () => this.#values(keyOf(kind, name), name, watcher),
      get missed() {
        return watcher.missed;
      },
    };
  }

  async *#values(key: string, name: string, watcher: Watcher): AsyncGenerator<unknown> {
    const { options } = watcher;
    const { signal } = options;
    if (watcher.isProperty && this.#isLive && this.#latest.has(name)) watcher.waiting.push(this.#latest.get(name));
    const watchers = this.#watchers.get(key) ?? new Set();
    this.#watchers.set(key, watchers.add(watcher));
    const wake = (): void => watcher.wake();
    signal.addEventListener("abort", wake, { once: true });
    try {
      if (this.#isLive) options.onReady();
      else options.onInterrupted(new NetworkError("WOT_NETWORK", "the device is not connected"));
      while (!signal.aborted) {
        if (watcher.waiting.length > 0) yield watcher.waiting.shift();
        else await new Promise<void>((resolve) => setWake(watcher, signal, resolve));
      }
    } finally {
      signal.removeEventListener("abort", wake);
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(key);
    }
  }

  #give(key: string, put: (watcher: Watcher) => void): void {
    for (const watcher of this.#watchers.get(key) ?? []) {
      put(watcher);
      watcher.wake();
    }
  }

  *#all(): Iterable<Watcher> {
    for (const watchers of this.#watchers.values()) yield* watchers;
  }
}

/** Nothing can come between the look and the wait: both are in one turn. */
function setWake(watcher: Watcher, signal: AbortSignal, resolve: () => void): void {
  watcher.wake = resolve;
  if (watcher.waiting.length > 0 || signal.aborted) resolve();
}

const keyOf = (kind: string, name: string): string => `${kind} ${name}`;
