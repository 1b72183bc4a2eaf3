import type { ClassOf, ValueType } from "./vocabulary-types.js";

/** The assertions about serialization that a value of the wrong JSON type breaks (TD 1.1 §6.2). */
export const serializationOf: Readonly<Record<ValueType["kind"], readonly string[]>> = {
  any: [],
  string: ["td-string-type"],
  uri: ["td-string-type"],
  absoluteUri: ["td-string-type"],
  template: ["td-string-type"],
  word: ["td-string-type"],
  dateTime: ["td-datetime-type"],
  boolean: ["td-boolean-type"],
  double: ["td-number-type"],
  integer: ["td-integer-type"],
  strings: ["td-array-type", "td-string-type"],
  list: ["td-array-type"],
  values: ["td-array-type"],
  map: ["td-map-type"],
  texts: ["td-map-type"],
  instance: ["td-class-type"],
  context: ["td-array-type", "td-string-type"],
};

export const any: ValueType = { kind: "any" };
export const string: ValueType = { kind: "string" };
export const uri: ValueType = { kind: "uri" };
export const absoluteUri: ValueType = { kind: "absoluteUri" };
/** A URI, or a URI Template that makes one. */
export const uriTemplate: ValueType = { kind: "template" };
export const boolean: ValueType = { kind: "boolean" };
export const dateTime: ValueType = { kind: "dateTime" };
export const texts: ValueType = { kind: "texts" };
export const double: ValueType = { kind: "double" };
export const integer: ValueType = { kind: "integer" };
export const unsignedInt: ValueType = { kind: "integer", least: 0 };
export const stringOrStrings: ValueType = { kind: "strings", item: "string", least: 0, lone: true };
export const words = (...list: readonly string[]): ValueType => ({ kind: "word", words: list });
export const instance = (of: ClassOf): ValueType => ({ kind: "instance", of });
