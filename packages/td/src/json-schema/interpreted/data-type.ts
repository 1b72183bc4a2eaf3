import { isRecord } from "../../json/is-record.js";

const tests: ReadonlyMap<unknown, (value: unknown) => boolean> = new Map<unknown, (value: unknown) => boolean>([
  ["boolean", (value) => typeof value === "boolean"],
  ["null", (value) => value === null],
  ["string", (value) => typeof value === "string"],
  ["number", Number.isFinite],
  ["integer", Number.isInteger],
  ["array", Array.isArray],
  ["object", isRecord],
]);

/** Whether `value` is of the JSON Schema type `type`. */
export const isOfType = (value: unknown, type: unknown): boolean => tests.get(type)?.(value) ?? false;

/** The types that a schema allows; empty for any. */
export const typesOf = ({ type }: Readonly<Record<string, unknown>>): readonly unknown[] =>
  type === undefined ? [] : [type].flat();
