import { escapePointer, isRecord } from "@thingwright/td";
import type { JsonObject } from "../conversion.js";

/** The members of an object with their places; none for what is no object. */
export const entriesOf = (value: unknown, pointer: string): readonly (readonly [string, unknown, string])[] =>
  isRecord(value)
    ? Object.entries(value).map(([name, member]) => [name, member, `${pointer}/${escapePointer(name)}`] as const)
    : [];

/** The items of a list with their places; none for what is no list. */
export const itemsOf = (value: unknown, pointer: string): readonly (readonly [unknown, string])[] =>
  Array.isArray(value) ? value.map((item, index) => [item, `${pointer}/${index}`] as const) : [];

/** `{ title, description }` of those that are texts. */
export const textsOf = (title: unknown, description: unknown): JsonObject => ({
  ...(isText(title) ? { title } : {}),
  ...(isText(description) ? { description } : {}),
});

export const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
