import { escapePointer } from "@thingwright/td";

/** Something of the Thing Description that the other format cannot say. */
export interface Loss {
  /** JSON Pointer of the lost value in the Thing Description. */
  readonly pointer: string;
  /** What is lost, and why where that is not plain. */
  readonly message: string;
}

/** A document of another format, and what of the Thing Description it does not carry. */
export interface Conversion<D = JsonObject> {
  readonly document: D;
  readonly losses: readonly Loss[];
}

/** A JSON object of the other format. */
export type JsonObject = { readonly [name: string]: unknown };

/** Collects losses; each is kept once, so that a DataSchema used in several places is reported once. */
export class LossList {
  readonly #losses = new Map<string, Loss>();

  add(pointer: string, message: string): void {
    this.#losses.set(`${pointer} ${message}`, { pointer, message });
  }

  /** A loss for each term of `value` outside `carried`. */
  addOthers(value: object, pointer: string, carried: ReadonlySet<string>, format: string): void {
    for (const term of Object.keys(value)) {
      if (!carried.has(term)) this.add(`${pointer}/${escapePointer(term)}`, `${format} has no counterpart of ${term}`);
    }
  }

  toList(): readonly Loss[] {
    return [...this.#losses.values()];
  }
}
