import { ThingDescriptionError } from "@thingwright/errors";
import { isRecord, resolvePointer } from "@thingwright/td";
import { type JsonObject, LossList } from "../conversion.js";
import { type DocumentInput, readDocument } from "./read-document.js";
import { type ReadLimits, readLimits } from "./read-limits.js";

/** An object and where it stands in its document. */
export interface Placed {
  readonly value: JsonObject;
  readonly pointer: string;
}

/** Longest chain of references to references. */
const maxHops = 32;

/** A document from outside while it is read: its local references, its losses, its limits. */
export class Source {
  readonly document: JsonObject;
  readonly limits: ReadLimits;
  readonly losses = new LossList();
  #operations = 0;

  constructor(input: DocumentInput, options: Partial<ReadLimits>) {
    this.limits = readLimits(options);
    this.document = readDocument(input, this.limits);
  }

  /**
   * The object at `value`, past every `$ref`; `undefined` where there is none, which is a loss. References to other documents
   * are never followed.
   */
  follow(value: unknown, pointer: string, term = "$ref"): Placed | undefined {
    let place = { value, pointer };
    for (let hops = 0; isRecord(place.value); hops++) {
      const reference = Object.hasOwn(place.value, term) ? place.value[term] : undefined;
      if (typeof reference !== "string") return place as Placed;
      const target = hops < maxHops ? this.targetOf(reference, place.pointer) : undefined;
      if (target === undefined) break;
      place = target;
    }
    if (value !== undefined) this.losses.add(pointer, "there is no object here that can be read");
    return undefined;
  }

  /** What the local reference `reference` points to; `undefined`, with a loss, for one to another document or to nothing. */
  targetOf(reference: string, pointer: string): { readonly value: unknown; readonly pointer: string } | undefined {
    const target = reference.startsWith("#") ? fragmentOf(reference) : undefined;
    const value = target === undefined ? undefined : resolvePointer(this.document, target);
    if (value !== undefined) return { value, pointer: target! };
    const isRemote = !reference.startsWith("#");
    this.losses.add(
      pointer,
      isRemote ? "a reference to another document is refused" : "this reference points to nothing",
    );
    return undefined;
  }

  /**
   * Counts an operation.
   *
   * @throws {ThingDescriptionError} WOT_TD_LIMIT over `maxOperations`
   */
  countOperation(pointer: string): void {
    if (++this.#operations <= this.limits.maxOperations) return;
    const message = `the document has more than ${this.limits.maxOperations} operations`;
    throw new ThingDescriptionError("WOT_TD_LIMIT", message, { pointer });
  }
}

/** The JSON Pointer in a URI fragment (RFC 6901 §6). */
function fragmentOf(reference: string): string | undefined {
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    return undefined;
  }
}
