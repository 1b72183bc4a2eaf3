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

  /** Its number; that of Variant where the type leaves it open, or is a kind of itself. */
  of(dataTypeId: string): Promise<number> {
    const known = this.#known.get(dataTypeId);
    if (known !== undefined) return known;
    const asked = this.#ask(dataTypeId);
    if (this.#known.size >= maxKnown) this.#known.clear();
    this.#known.set(dataTypeId, asked);
    asked.catch(() => this.#known.delete(dataTypeId));
    return asked;
  }

  async #ask(dataTypeId: string): Promise<number> {
    let type: string | undefined = dataTypeId;
    for (let depth = 0; type !== undefined && depth < maxDepth; depth++) {
      const number = wellKnown(type);
      if (number !== undefined) return number;
      type = await this.#superTypeOf(type);
    }
    return builtInType.variant;
  }
}

function wellKnown(dataTypeId: string): number | undefined {
  const number = Number(/^i=(\d+)$/.exec(dataTypeId)?.[1] ?? Number.NaN);
  if (number === enumeration) return builtInType.int32;
  if (openTypes.has(number)) return builtInType.variant;
  return number >= builtInType.boolean && number < builtInType.dataValue ? number : undefined;
}

/** BaseDataType, Number, Integer and UInteger. */
const openTypes: ReadonlySet<number> = new Set([builtInType.variant, 26, 27, 28]);
