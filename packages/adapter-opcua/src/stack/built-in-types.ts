import { builtInType } from "./built-in-type.js";

/** Depth of a tree of data types beyond which nobody has a type of his own. */
const maxDepth = 32;

/** Data types that are known at a time. */
const maxKnown = 10_000;

/** The type `Enumeration`, whose values are whole numbers (OPC 10000-3 §8.14). */
const enumeration = 29;

/** Which built-in type values of a data type are encoded as, asked once for each. */
export class BuiltInTypes {
  readonly #superTypeOf: (dataTypeId: string) => Promise<string | undefined>;
  readonly #known = new Map<string, Promise<number>>();

  /** @param superTypeOf - node id of the type that a data type is a kind of */
  constructor(superTypeOf: (dataTypeId: string) => Promise<string | undefined>) {
    this.#superTypeOf = superTypeOf;
  }

  /** Its number; that of Variant where the type leaves it open. */
  of(dataTypeId: string, depth = 0): Promise<number> {
    const known = this.#known.get(dataTypeId);
    if (known !== undefined) return known;
    const asked = this.#ask(dataTypeId, depth);
    if (this.#known.size >= maxKnown) this.#known.clear();
    this.#known.set(dataTypeId, asked);
    asked.catch(() => this.#known.delete(dataTypeId));
    return asked;
  }

  async #ask(dataTypeId: string, depth: number): Promise<number> {
    const number = /^i=(\d+)$/.exec(dataTypeId)?.[1];
    if (number !== undefined) {
      if (Number(number) === enumeration) return builtInType.int32;
      if (Number(number) >= builtInType.boolean && Number(number) < builtInType.dataValue) return Number(number);
      if (openTypes.has(Number(number))) return builtInType.variant;
    }
    const superType = depth < maxDepth ? await this.#superTypeOf(dataTypeId) : undefined;
    return superType === undefined ? builtInType.variant : this.of(superType, depth + 1);
  }
}

/** BaseDataType, Number, Integer and UInteger. */
const openTypes: ReadonlySet<number> = new Set([builtInType.variant, 26, 27, 28]);
