import type { ContentFormats } from "./content-formats.js";

/**
 * The content types of one affordance that can be had over CoAP, by number: those with a Content-Format, and the first
 * one even without, which is then what goes out when nobody asks. A type keeps its parameters here, which no number has.
 */
export class OfferedTypes {
  readonly contentTypes: readonly string[];
  /** Number of the first type; `undefined` when it has none. */
  readonly defaultFormat: number | undefined;
  readonly #formats: ContentFormats;
  readonly #byNumber = new Map<number, string>();
  readonly #numbers = new Map<string, number>();

  constructor(contentTypes: readonly string[], formats: ContentFormats) {
    this.#formats = formats;
    const offered: string[] = [];
    for (const [index, contentType] of contentTypes.entries()) {
      const number = formats.numberOf(contentType);
      const isReachable = number === undefined ? index === 0 : !this.#byNumber.has(number);
      if (!isReachable) continue;
      offered.push(contentType);
      if (number === undefined) continue;
      this.#byNumber.set(number, contentType);
      this.#numbers.set(contentType, number);
    }
    this.contentTypes = offered;
    this.defaultFormat = this.#numbers.get(offered[0] ?? "");
  }

  /** The offered type with this number. */
  offered(number: number): string | undefined {
    return this.#byNumber.get(number);
  }

  /** The type with this number, offered or not. */
  known(number: number): string | undefined {
    return this.#byNumber.get(number) ?? this.#formats.typeOf(number);
  }

  /** The number of a type that goes out. */
  numberOf(contentType: string): number | undefined {
    if (contentType === this.contentTypes[0]) return this.defaultFormat;
    return this.#numbers.get(contentType) ?? this.#formats.numberOf(contentType);
  }
}
