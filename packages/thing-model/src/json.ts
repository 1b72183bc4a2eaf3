export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether `value` is a JSON object: no array, not `null`. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
