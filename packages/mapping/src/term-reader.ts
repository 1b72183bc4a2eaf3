import { type BitRange, maxBit } from "./conversion/bit.js";
import type { EnumValue } from "./conversion/enumeration.js";
import type { Interval } from "./conversion/linear.js";
import { type Place, parsePlace } from "./conversion/place.js";
import { mappingError } from "./mapping-error.js";
import type { MapTerm, MapTerms } from "./vocabulary.js";

/** The two intervals of `map:range`. */
export interface RangePair {
  readonly vendor: Interval;
  readonly model: Interval;
}

/** Reads the terms of one node by the type that each must have. */
export class TermReader {
  readonly #node: object;
  readonly #pointer: string;
  readonly #terms: MapTerms;

  constructor(node: object, pointer: string, terms: MapTerms) {
    this.#node = node;
    this.#pointer = pointer;
    this.#terms = terms;
  }

  text(term: MapTerm): string | undefined {
    return this.#checked(term, "a string", (value): value is string => typeof value === "string");
  }

  number(term: MapTerm): number | undefined {
    return this.#checked(term, "a number other than infinity", isNumber);
  }

  position(term: MapTerm): number | undefined {
    const isPosition = (value: unknown): value is number => Number.isInteger(value) && inside(value as number, 0, 52);
    return this.#checked(term, "an integer from 0 to 52", isPosition);
  }

  /** Bits by their lowest position and how many they are. */
  bits(): BitRange | undefined {
    const value = this.#checked("bits", `[lowest, count] of bits from 0 to ${maxBit}`, isBitRange);
    return value === undefined ? undefined : { position: value[0], width: value[1] };
  }

  flag(term: MapTerm): boolean | undefined {
    return this.#checked(term, "true or false", (value): value is boolean => typeof value === "boolean");
  }

  /** Names, at least one. */
  names(term: MapTerm): readonly string[] | undefined {
    return this.#checked(term, "a list of names", isNames);
  }

  /** Objects, at least one. */
  nodes(term: MapTerm): readonly object[] | undefined {
    return this.#checked(term, "a list of objects", isNodes);
  }

  milliseconds(term: MapTerm): number | undefined {
    const isLong = (value: unknown): value is number => isNumber(value) && value >= 10;
    return this.#checked(term, "a number of milliseconds, at least 10", isLong);
  }

  table(term: MapTerm): Readonly<Record<string, EnumValue>> | undefined {
    return this.#checked(term, "an object of strings, numbers or booleans", isTable);
  }

  place(term: MapTerm): Place | undefined {
    const pointer = this.text(term);
    const place = pointer === undefined ? undefined : parsePlace(pointer);
    if (pointer !== undefined && place === undefined) this.#refuse(term, "a JSON Pointer");
    return place;
  }

  compose(): "patch" | "replace" | undefined {
    const isWay = (value: unknown): value is "patch" | "replace" => value === "patch" || value === "replace";
    return this.#checked("compose", '"patch" or "replace"', isWay);
  }

  range(): RangePair | undefined {
    const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
    const node = this.#checked("range", "an object", isObject);
    if (node === undefined) return undefined;
    const ends = new TermReader(node, `${this.#pointer}/${this.#terms.name("range")}`, this.#terms);
    return { vendor: ends.interval("vendor"), model: ends.interval("model") };
  }

  interval(term: MapTerm): Interval {
    const interval = this.#checked(term, "two different numbers", isInterval);
    return interval ?? this.#refuse(term, "two different numbers");
  }

  #checked<T>(term: MapTerm, expected: string, is: (value: unknown) => value is T): T | undefined {
    const value = this.#terms.get(this.#node, term);
    if (value === undefined || is(value)) return value;
    return this.#refuse(term, expected);
  }

  #refuse(term: MapTerm, expected: string): never {
    throw mappingError(this.#pointer, `${this.#terms.name(term)} must be ${expected}`);
  }
}

const inside = (value: number, low: number, high: number): boolean => value >= low && value <= high;

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

const isInterval = (value: unknown): value is Interval =>
  Array.isArray(value) && value.length === 2 && value.every(isNumber) && value[0] !== value[1];

const isBitRange = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every(Number.isInteger) &&
  value[0] >= 0 &&
  value[1] >= 1 &&
  value[0] + value[1] <= maxBit + 1;

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === "string");

const isNodes = (value: unknown): value is readonly object[] =>
  Array.isArray(value) && value.length > 0 && value.every((node) => typeof node === "object" && node !== null);

const isTable = (value: unknown): value is Readonly<Record<string, EnumValue>> =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).length > 0 &&
  Object.values(value).every((member) => ["string", "number", "boolean"].includes(typeof member));
