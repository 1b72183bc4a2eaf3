import type { CellsEntry, TapeEntry } from "../tape.js";

/** The registers of Modbus devices as they are known by and by: what they were at first, and what changes of them are news. */
export class Registers {
  readonly #first = new Map<string, number>();
  readonly #latest = new Map<string, number>();
  readonly #placed = new Map<string, CellsEntry>();

  /** Takes a reading or a write; the registers that have another value than before, each as an entry of its own. */
  take(entry: TapeEntry<CellsEntry>): readonly TapeEntry<CellsEntry>[] {
    return entry.values.flatMap((value, index) => {
      const address = entry.address + index;
      const key = `${entry.server} ${entry.unit} ${entry.table} ${address}`;
      const before = this.#latest.get(key);
      this.#latest.set(key, value);
      const one = { ...entry, address, values: [value] };
      if (before !== undefined) return before === value ? [] : [one];
      this.#first.set(key, value);
      this.#placed.set(key, one);
      return [];
    });
  }

  /** What they were at first, by server, unit, table and address; `undefined` when there are none. */
  get initial(): object | undefined {
    const tree: Tree = {};
    for (const [key, { server, unit, table, address }] of this.#placed) {
      const cells = branch(branch(branch(tree, server), String(unit)), table);
      cells[address] = this.#first.get(key) as number;
    }
    return this.#placed.size === 0 ? undefined : tree;
  }
}

interface Tree {
  [name: string]: Tree | number;
}

/** The branch of `tree` by a name, made where there is none. */
function branch(tree: Tree, name: string): Tree {
  const known = Object.hasOwn(tree, name) ? (tree[name] as Tree) : {};
  tree[name] = known;
  return known;
}
