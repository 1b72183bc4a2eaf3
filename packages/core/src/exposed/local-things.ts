import type { ExposedThings } from "./exposed-things.js";
import type { LocalThing } from "./local-thing.js";

/** The Things that a Servient exposes now, for the program that exposes them. */
export class LocalThings implements Iterable<LocalThing> {
  readonly #things: ExposedThings;
  readonly #listeners = new Set<() => void>();

  constructor(things: ExposedThings) {
    this.#things = things;
  }

  /** The Thing with this id; `undefined` while none is exposed. */
  get(id: string): LocalThing | undefined {
    return this.#things.get(id)?.local;
  }

  *[Symbol.iterator](): IterableIterator<LocalThing> {
    for (const { local } of this.#things.all()) yield local;
  }

  /** Calls `listener`, which must not throw, after a Thing has come or gone; returns what ends that. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Tells that a Thing has come or gone. */
  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
