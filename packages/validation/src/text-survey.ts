/** What one look at a JSON text tells that its value does not. */
export interface TextSurvey {
  /** How many members its objects have, repeated ones counted each time. */
  readonly members: number;
  /** Whether an integer is written with a fraction or an exponent, as `1.0` or `1e3`. */
  readonly hasLongInteger: boolean;
}

/** Looks over a text that `JSON.parse` has accepted. Linear in it. */
export function surveyText(text: string): TextSurvey {
  let members = 0;
  let hasLongInteger = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) at = endOfString(text, at);
    else if (unit === 0x3a) members++;
    // The point of a number, or the "e" of an exponent: those of `true` and `false` are behind letters.
    else if (unit === 0x2e || ((unit === 0x65 || unit === 0x45) && isDigit(text.charCodeAt(at - 1)))) {
      hasLongInteger ||= isLongInteger(numberAround(text, at));
    }
  }
  return { members, hasLongInteger };
}

/** The index of the quote that ends the string which begins at `start`. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

/** Whether an odd number of backslashes stands before `at`. */
function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === 0x5c) before--;
  return (at - before) % 2 === 1;
}

/** Whether `literal`, a JSON number, is an integer that is written with more than its digits. */
export const isLongInteger = (literal: string): boolean => /[.eE]/.test(literal) && Number.isInteger(Number(literal));

function numberAround(text: string, at: number): string {
  let start = at;
  while (isDigit(text.charCodeAt(start - 1)) || text[start - 1] === "-") start--;
  let end = at;
  while (isDigit(text.charCodeAt(end)) || "+-.eE".includes(text[end] ?? " ")) end++;
  return text.slice(start, end);
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** How many members the objects in `value` have. Recursive: the depth is limited. */
export function countMembers(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countMembers(item);
    return count;
  }
  for (const name of Object.keys(value)) count += 1 + countMembers((value as Record<string, unknown>)[name]);
  return count;
}
