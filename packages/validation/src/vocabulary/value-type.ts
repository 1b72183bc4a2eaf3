import type { AnyObject } from "../rules/any-object.js";
import type { VocabularyClass } from "./vocabulary-class.js";

/** The class that an object is an instance of: it may hang on a member, as the scheme of a SecurityScheme does. */
export type ClassOf = (object: AnyObject) => VocabularyClass;

/** What the value of a term has to be (TD 1.1 §5.3, column Type). */
export type ValueType =
  | {
      readonly kind:
        | "any"
        | "string"
        | "uri"
        | "absoluteUri"
        | "template"
        | "dateTime"
        | "boolean"
        | "context"
        | "values"
        | "texts";
    }
  /** A number, an `integer` has no fraction; not less than `least`, more than `above`. */
  | { readonly kind: "double" | "integer"; readonly least?: number; readonly above?: number }
  /** One of some words; `child` before a word is the assertion of that word alone. */
  | { readonly kind: "word"; readonly words: readonly string[]; readonly child?: string }
  /** Strings in an array of at least `least`; one without the array too if `lone`. */
  | {
      readonly kind: "strings";
      readonly item: "string" | "uri";
      readonly least: number;
      readonly lone: boolean;
      readonly words?: readonly string[];
      readonly child?: string;
    }
  | { readonly kind: "instance"; readonly of: ClassOf }
  /** Instances in an array of at least `least`; one without the array too if `lone`. */
  | { readonly kind: "list"; readonly of: ClassOf; readonly least: number; readonly lone: boolean }
  /** Instances by name; `members` are the assertions that another value than an object breaks. */
  | { readonly kind: "map"; readonly of: ClassOf; readonly least: number; readonly members: readonly string[] };

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
