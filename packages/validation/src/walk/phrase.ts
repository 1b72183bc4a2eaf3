import { truncate } from "@thingwright/td";
import type { ValueType } from "../vocabulary/vocabulary-types.js";

const quoted = (text: string): string => truncate(JSON.stringify(text));

/** `"a", "b" or "c"`. */
export const alternatives = (words: readonly string[]): string =>
  words.length < 2
    ? words.map(quoted).join()
    : `${words.slice(0, -1).map(quoted).join(", ")} or ${quoted(words.at(-1)!)}`;

/** What the JSON type of `value` is called. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** What a value of `type` is called. */
export function wanted(type: ValueType): string {
  switch (type.kind) {
    case "boolean":
      return "true or false, without quotes";
    case "double":
      return `a number${type.above === undefined ? "" : ` over ${type.above}`}`;
    case "integer":
      return wantedInteger(type);
    case "strings":
      return `${type.lone ? "a string or " : ""}an array of ${type.least > 1 ? "two or more " : ""}strings`;
    case "list":
      return `${type.lone ? "an object or " : ""}an array of objects`;
    case "values":
      return "an array of values";
    case "map":
    case "instance":
      return "an object";
    case "texts":
      return 'an object with a text for each language, as {"en": "…"}';
    case "dateTime":
      return 'a string with date and time, as "2025-03-12T09:30:00Z"';
    case "word":
      return `one of ${alternatives(type.words)}`;
    case "context":
      return "a string or an array of strings and objects";
    default:
      return "a string";
  }
}

const wantedInteger = ({ least, above }: { readonly least?: number; readonly above?: number }): string => {
  if (above !== undefined) return `an integer over ${above}`;
  return least === undefined ? "an integer" : `an integer of at least ${least}`;
};
