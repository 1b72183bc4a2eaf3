/** Gives each name once: a wanted name that is taken gets `_2`, `_3` … Constant time for each name, however many are alike. */
export class UniqueNames {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  take(wanted: string): string {
    let name = wanted;
    let n = this.#next.get(wanted) ?? 2;
    for (; this.#taken.has(name); n++) name = `${wanted}_${n}`;
    this.#next.set(wanted, n);
    this.#taken.add(name);
    return name;
  }
}
