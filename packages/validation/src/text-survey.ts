/** The names of all members in a value, and the colons that its JSON text has where no member is twice. */
export class ValueSurvey {
  readonly names = new Set<string>();
  colons = 0;

  constructor(value: unknown) {
    this.#look(value);
  }

  /** Recursive: the depth is limited. */
  #look(value: unknown): void {
    if (typeof value === "string") {
      if (value.includes(":")) this.colons += colonsIn(value);
    } else if (Array.isArray(value)) {
      for (const item of value) this.#look(item);
    } else if (typeof value === "object" && value !== null) {
      for (const name of Object.keys(value)) {
        this.names.add(name);
        this.colons += 1 + (name.includes(":") ? colonsIn(name) : 0);
        this.#look((value as Record<string, unknown>)[name]);
      }
    }
  }
}

/**
 * Whether an object in a text, whose value has so many `colons`, may have a member twice: then the text has more. Linear,
 * and quick where nothing is twice.
 */
export const mayRepeat = (text: string, { colons }: ValueSurvey): boolean =>
  text.includes("\\u003") || colonsIn(text) !== colons;

function colonsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf(":"); at !== -1; at = text.indexOf(":", at + 1)) count++;
  return count;
}

/**
 * Whether a number in a text may be an integer with a fraction or an exponent, as `1.0` or `1e3`. Linear in it. Only where a
 * value may begin: addresses and versions in strings have the like all the time.
 */
export const mayHaveLongIntegers = (text: string): boolean =>
  /[:,[]\s*-?\d+(?:\.\d*0[\s,\]}]|(?:\.\d+)?[eE])/.test(text);

/** Whether `literal`, a JSON number, is an integer that is written with more than its digits. */
export const isLongInteger = (literal: string): boolean => /[.eE]/.test(literal) && Number.isInteger(Number(literal));
