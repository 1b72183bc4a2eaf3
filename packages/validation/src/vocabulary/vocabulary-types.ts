import type { AnyObject } from "../rules/any-object.js";

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

/** A Vocabulary Term of a class. */
export interface Term {
  readonly name: string;
  readonly type: ValueType;
  /** The assertion of the normative table: this term of this class. */
  readonly assertion: string;
  /** What a value of the wrong JSON type breaks: the table's assertion, then those about serialization. */
  readonly mistyped: readonly string[];
  /** What an item or member of the wrong JSON type breaks. */
  readonly mistypedItem: readonly string[];
  /** What its absence breaks; `undefined` where it may be absent. */
  readonly missing: readonly string[] | undefined;
  /** Whether it was there before TD 1.1; what was not is an extension in a TD 1.0 document. */
  readonly inTd10: boolean;
  /** Whether the W3C's schema may say more of a value than its type does; `top` is the member of the Thing that it is in. */
  readonly isNarrower: NarrowerTest | undefined;
}

/** See {@link Term.isNarrower}. */
export type NarrowerTest = (value: unknown, top: string | number | undefined) => boolean;

/** A class of the information model: its terms, inherited ones among them. */
export interface VocabularyClass {
  readonly terms: ReadonlyMap<string, Term>;
  readonly required: readonly Term[];
  /** Its terms by their names in small letters without separators. */
  readonly spellings: ReadonlyMap<string, Term>;
  /** The assertions that a term written with another name breaks. */
  readonly misspelt: (name: string) => readonly string[];
  /** What every fault of an instance breaks besides. */
  readonly besides: readonly string[];
}
