import { maxMessageDepth, nestsDeeperThan } from "./nesting.js";

/** The members of a message, as they came. */
export type MessageObject = Readonly<Record<string, unknown>>;

/** The JSON object that `text` is; `undefined` for any other text, and for one that nests too deep. */
export function messageObject(text: string): MessageObject | undefined {
  if (nestsDeeperThan(maxMessageDepth, text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The member `name`; nothing that a prototype has. */
export const member = (message: MessageObject, name: string): unknown =>
  Object.hasOwn(message, name) ? message[name] : undefined;

/** The member `name` if it is a text of at most `maxLength` characters and not empty. */
export function textMember(message: MessageObject, name: string, maxLength = maxIdLength): string | undefined {
  const value = member(message, name);
  return typeof value === "string" && value !== "" && value.length <= maxLength ? value : undefined;
}

/** Whether `value` is a JSON object. */
export const isObject = (value: unknown): value is MessageObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Characters of an id: UUIDs have 36, ids of Things and names of affordances more. */
const maxIdLength = 2_048;
