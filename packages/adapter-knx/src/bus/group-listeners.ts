import type { WotError } from "@thingwright/errors";
import type { ValueTelegram } from "./group-telegram.js";

/** What is heard of an address. Must not throw. */
export interface Listener {
  telegram(telegram: ValueTelegram): void;
  /** The way onto the bus is lost: what comes from here on is not heard. */
  lost(error: WotError): void;
  /** The way is there again. */
  back(): void;
}

/** Who listens to which address. */
export class GroupListeners {
  readonly #listeners = new Map<number, Set<Listener>>();

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  /** @returns what ends it */
  add(address: number, listener: Listener): () => void {
    const all = this.#listeners.get(address) ?? new Set();
    all.add(listener);
    this.#listeners.set(address, all);
    return () => {
      all.delete(listener);
      if (all.size === 0 && this.#listeners.get(address) === all) this.#listeners.delete(address);
    };
  }

  telegram(telegram: ValueTelegram): void {
    for (const listener of [...(this.#listeners.get(telegram.address) ?? [])]) listener.telegram(telegram);
  }

  lost(error: WotError): void {
    for (const listener of this.#all()) listener.lost(error);
  }

  back(): void {
    for (const listener of this.#all()) listener.back();
  }

  #all(): readonly Listener[] {
    return [...this.#listeners.values()].flatMap((all) => [...all]);
  }
}
