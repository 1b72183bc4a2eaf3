/** Members of a JSON object that somebody else wrote. */
export type Members = Readonly<Record<string, unknown>>;

/** The members of `value`; none of what is no object. */
export const membersOf = (value: unknown): Members => (isObject(value) ? value : {});

export const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A text that is not empty; `undefined` otherwise. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
