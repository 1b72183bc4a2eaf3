/**
 * Whether an object in a text, whose value has so many `colons`, may have a member twice: then the text has more. Linear,
 * and quick where nothing is twice.
 */
export const mayRepeat = (text: string, { colons }: { readonly colons: number }): boolean =>
  text.includes("\\u003") || colonsIn(text) !== colons;

export function colonsIn(text: string): number {
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
