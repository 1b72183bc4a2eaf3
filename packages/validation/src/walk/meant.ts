import { isRecord } from "@thingwright/td";
import { longestSpelling, spellingOf } from "../vocabulary/vocabulary-class.js";
import type { Term } from "../vocabulary/vocabulary-types.js";
import type { Mend } from "./fault.js";

/** Whether `value` could be one of `term`, so that a name close to the term's is no coincidence. */
export function mayBe({ type }: Term, value: unknown): boolean {
  switch (type.kind) {
    case "any":
      return true;
    case "boolean":
      return typeof value === "boolean";
    case "double":
    case "integer":
      return typeof value === "number";
    case "list":
      return Array.isArray(value) || (type.lone && isRecord(value));
    case "values":
      return Array.isArray(value);
    case "map":
    case "instance":
    case "texts":
      return isRecord(value);
    case "strings":
    case "context":
      return typeof value === "string" || Array.isArray(value);
    default:
      return typeof value === "string";
  }
}

/** The word of a vocabulary that differs from `text` in the size of letters or in separators only. */
export function wordMeant(words: readonly string[], text: string): string | undefined {
  if (words.includes(text)) return text;
  if (text.length > longestSpelling) return undefined;
  const spelling = spellingOf(text);
  return words.find((word) => word === spelling);
}

/** Words that stand where they must not, inside an array or object. */
export function wordsIn(words: readonly string[], value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const texts = Array.isArray(value) ? value : [...Object.keys(value), ...Object.values(value)];
  return words.filter((word) => texts.includes(word));
}

export const booleanOf = (value: unknown): Mend | undefined =>
  value === "true" || value === "false" ? { kind: "replace", value: value === "true" } : undefined;

/** A number in quotes, where it is written as JSON would. */
export function numberOf(value: unknown, kind: "double" | "integer"): Mend | undefined {
  if (typeof value !== "string" || value.length > 15 || !/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value)) return undefined;
  if (kind === "integer" && value.includes(".")) return undefined;
  return { kind: "replace", value: Number(value) };
}

export const wrapped: Mend = { kind: "wrap" };

export const utc = (text: string): Mend | undefined => {
  const time = new Date(text);
  return Number.isNaN(time.getTime())
    ? undefined
    : { kind: "replace", value: time.toISOString().replace(".000Z", "Z") };
};
