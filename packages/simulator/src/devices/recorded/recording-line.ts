import { UsageError } from "@thingwright/errors";
import type { DataSchema } from "@thingwright/td";

/** Members of an object of a recording. */
export type Node = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is wrong with a line, from 1. */
export const unusable = (line: number, fault: string): UsageError =>
  new UsageError("WOT_ARGUMENT", `line ${line} of the recording: ${fault}`);

export function objectOf(content: string, line: number): Node {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `line ${line} of the recording is not JSON`, { cause });
  }
  if (!isObject(value)) throw unusable(line, "must be an object");
  return value;
}

export function duration(name: string, value: unknown, least: number, line: number): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= least) return value;
  throw unusable(line, `${name} must be a number of milliseconds, at least ${least}`);
}

export function textOf(name: string, value: unknown, line: number): string {
  if (typeof value === "string") return value;
  throw unusable(line, `${name} must be a string`);
}

export function hexOf(value: unknown, line: number): string {
  if (typeof value === "string" && /^(?:[0-9a-fA-F]{2})*$/.test(value)) return value;
  throw unusable(line, "hex must be pairs of hexadecimal digits");
}

export function schemaOf(name: string, value: unknown, line: number): DataSchema {
  if (isObject(value)) return value as DataSchema;
  throw unusable(line, `${name} must be a DataSchema`);
}
