/** Addresses at which requests begin anew; forgotten when there are more, as no device has so many holes. */
const maxCuts = 256;

/** Where a unit refuses to be read across, by the function that reads. */
export class Cuts {
  readonly #cuts = new Map<number, Set<number>>();

  /** Addresses at which a request of the function `code` has to begin anew. */
  of(code: number): ReadonlySet<number> {
    return this.#cuts.get(code) ?? none;
  }

  add(code: number, address: number): void {
    const known = this.#cuts.get(code);
    if (known === undefined || known.size >= maxCuts) this.#cuts.set(code, new Set([address]));
    else known.add(address);
  }
}

const none: ReadonlySet<number> = new Set();
