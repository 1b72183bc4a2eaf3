/**
 * Affordances of one kind by name. The names are those of the plans, which Things of one model share; the affordance
 * itself is made at its first use, so that a Thing costs little until somebody speaks to it.
 */
export class AffordanceMap<P, A> implements ReadonlyMap<string, A> {
  readonly #plans: ReadonlyMap<string, P>;
  readonly #make: (plan: P) => A;
  #made: Map<string, A> | undefined;

  constructor(plans: ReadonlyMap<string, P>, make: (plan: P) => A) {
    this.#plans = plans;
    this.#make = make;
  }

  get size(): number {
    return this.#plans.size;
  }

  has(name: string): boolean {
    return this.#plans.has(name);
  }

  get(name: string): A | undefined {
    const known = this.#made?.get(name);
    if (known !== undefined) return known;
    const plan = this.#plans.get(name);
    if (plan === undefined) return undefined;
    const affordance = this.#make(plan);
    this.#made ??= new Map();
    this.#made.set(name, affordance);
    return affordance;
  }

  /** Those that have been used: no other has any state. */
  made(): Iterable<A> {
    return this.#made?.values() ?? [];
  }

  keys(): MapIterator<string> {
    return this.#plans.keys();
  }

  *values(): MapIterator<A> {
    for (const name of this.#plans.keys()) yield this.get(name) as A;
  }

  *entries(): MapIterator<[string, A]> {
    for (const name of this.#plans.keys()) yield [name, this.get(name) as A];
  }

  [Symbol.iterator](): MapIterator<[string, A]> {
    return this.entries();
  }

  forEach(call: (affordance: A, name: string, map: ReadonlyMap<string, A>) => void): void {
    for (const [name, affordance] of this) call(affordance, name, this);
  }
}
