import { escapePointer } from "@thingwright/td";

/** Something of a document that the other format cannot say, or that was read otherwise than it stands there. */
export interface Loss {
  /** JSON Pointer of the lost value in the document that was converted. */
  readonly pointer: string;
  /** What is lost, and why where that is not plain. */
  readonly message: string;
}

/** A document of another format, and what of the one converted it does not carry. */
export interface Conversion<D = JsonObject> {
  readonly document: D;
  readonly losses: readonly Loss[];
}

/** A JSON object of the other format. */
export type JsonObject = { readonly [name: string]: unknown };

/** Collects losses; each is kept once, so that a DataSchema used in several places is reported once. */
export class LossList {
  readonly #losses = new Map<string, Loss>();
  readonly #converted = new Map<string, JsonObject>();

  add(pointer: string, message: string): void {
    this.#losses.set(`${pointer} ${message}`, { pointer, message });
  }

  /** A loss for each term of `value` outside `carried`. */
  addOthers(value: object, pointer: string, carried: ReadonlySet<string>, format: string): void {
    for (const term of Object.keys(value)) {
      if (!carried.has(term)) this.add(`${pointer}/${escapePointer(term)}`, `${format} has no counterpart of ${term}`);
    }
  }

  /** What `convert` makes of the value at `pointer`, once: many Forms share one DataSchema. */
  once(pointer: string, convert: () => JsonObject): JsonObject {
    const known = this.#converted.get(pointer) ?? convert();
    this.#converted.set(pointer, known);
    return known;
  }

  toList(): readonly Loss[] {
    return [...this.#losses.values()];
  }
}
