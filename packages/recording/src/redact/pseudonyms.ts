/** Stand-ins for what is not to be told: the same for the same text, so that what belongs together stays together. */
export class Pseudonyms {
  readonly #byText = new Map<string, string>();
  readonly #make: (number: number, text: string) => string;

  /** @param make - the stand-in with a number, from 1; those of a kind are to be different */
  constructor(make: (number: number, text: string) => string) {
    this.#make = make;
  }

  get size(): number {
    return this.#byText.size;
  }

  of(text: string): string {
    const key = text.toLowerCase();
    const known = this.#byText.get(key) ?? this.#make(this.#byText.size + 1, text);
    this.#byText.set(key, known);
    return known;
  }
}
