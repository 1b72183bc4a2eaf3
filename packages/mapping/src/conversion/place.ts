import { unconvertible } from "../mapping-error.js";

/** Where in a composed value one part stands: a JSON Pointer (RFC 6901), parsed once. */
export interface Place {
  /** The part, or `undefined` when it is not there. */
  pick(whole: unknown): unknown;
  /** A copy of `whole` with `part` in its place; objects on the way are made where they are missing. */
  put(whole: unknown, part: unknown): unknown;
}

const refusedNames = new Set(["__proto__", "constructor", "prototype"]);

/** Parses `pointer`; `undefined` when it is none, or names what must not be looked up. */
export function parsePlace(pointer: string): Place | undefined {
  if (pointer === "") return { pick: (whole) => whole, put: (_, part) => part };
  if (!pointer.startsWith("/")) return undefined;
  const names = pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (names.some((name) => refusedNames.has(name))) return undefined;
  return { pick: (whole) => pickAt(whole, names), put: (whole, part) => putAt(whole, names, 0, part) };
}

function pickAt(whole: unknown, names: readonly string[]): unknown {
  let value = whole;
  for (const name of names) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function putAt(whole: unknown, names: readonly string[], depth: number, part: unknown): unknown {
  const name = names[depth];
  if (name === undefined) return part;
  if (Array.isArray(whole)) return putInArray(whole, name, names, depth, part);
  const members = typeof whole === "object" && whole !== null ? (whole as Record<string, unknown>) : {};
  const member = Object.hasOwn(members, name) ? members[name] : undefined;
  return { ...members, [name]: putAt(member, names, depth + 1, part) };
}

function putInArray(
  whole: readonly unknown[],
  name: string,
  names: readonly string[],
  depth: number,
  part: unknown,
): unknown {
  const index = /^(?:0|[1-9]\d{0,8})$/.test(name) ? Number(name) : Number.NaN;
  if (!(index < whole.length)) throw unconvertible(`the array has no item ${name}`);
  return whole.with(index, putAt(whole[index], names, depth + 1, part));
}
