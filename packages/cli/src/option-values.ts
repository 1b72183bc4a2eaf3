import { InvalidArgumentError } from "commander";

/** A whole number of at least 0. */
export function natural(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("a whole number is needed");
  return value;
}

/** A whole number of at least 1. */
export function positive(text: string): number {
  const value = natural(text);
  if (value === 0) throw new InvalidArgumentError("a number of at least 1 is needed");
  return value;
}

export function port(text: string): number {
  const value = natural(text);
  if (value > 65_535) throw new InvalidArgumentError("a port is a number from 0 to 65535");
  return value;
}

export function origin(text: string, before: readonly string[] = []): readonly string[] {
  if (URL.canParse(text) && new URL(text).origin === text) return [...before, text];
  throw new InvalidArgumentError("an origin has a scheme, a host and perhaps a port, as http://localhost:8000");
}

/** One of several. */
export const collected = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** One of several `NAME=VALUE`; a value that is a number becomes one. */
export function variable(text: string, before: ReadonlyMap<string, unknown> = new Map()): ReadonlyMap<string, unknown> {
  const separator = text.indexOf("=");
  if (separator < 1) throw new InvalidArgumentError("write NAME=VALUE");
  const value = text.slice(separator + 1);
  const isNumber = value !== "" && !Number.isNaN(Number(value));
  return new Map([...before, [text.slice(0, separator), isNumber ? Number(value) : value]]);
}
