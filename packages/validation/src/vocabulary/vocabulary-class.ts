import { serializationOf } from "./value-type.js";
import type { NarrowerTest, Term, ValueType, VocabularyClass } from "./vocabulary-types.js";

/** More about a term than its name and type. */
export interface TermNotes {
  /** Further assertions about how its value is serialized. */
  readonly also?: readonly string[];
  /** That it is mandatory; an array names further assertions that its absence breaks. */
  readonly required?: true | readonly string[];
  readonly since?: "1.1";
  readonly isNarrower?: NarrowerTest;
}

/** A term of the class that defines it: `td-vocab-TERM--CLASS` is the assertion of its row. */
export function term(owner: string, name: string, type: ValueType, notes: TermNotes = {}): Term {
  const { also = [], required, since, isNarrower } = notes;
  const assertion = `td-vocab-${name.replace("@", "at-")}--${owner}`;
  return {
    name,
    type,
    assertion,
    mistyped: [assertion, ...also, ...serializationOf[type.kind]],
    mistypedItem: itemBreaks(assertion, also, type),
    missing: required === undefined ? undefined : [assertion, ...(required === true ? [] : required)],
    inTd10: since === undefined,
    isNarrower,
  };
}

function itemBreaks(assertion: string, also: readonly string[], type: ValueType): readonly string[] {
  if (type.kind === "strings") return [assertion, ...also, "td-string-type"];
  if (type.kind === "map") return [...type.members, "td-class-type"];
  return [assertion, ...also, "td-class-type"];
}

/** @param misspelt - the assertions that say that a term is serialized with its own name */
export function vocabularyClass(
  terms: readonly Term[],
  misspelt: (name: string) => readonly string[],
  besides: readonly string[] = [],
): VocabularyClass {
  return {
    terms: new Map(terms.map((each) => [each.name, each])),
    required: terms.filter(({ missing }) => missing !== undefined),
    spellings: new Map(terms.map((each) => [spellingOf(each.name), each])),
    misspelt,
    besides,
  };
}

/** What is left of a name when prefixes of the TD's own vocabularies, separators and the size of letters are not looked at. */
export const spellingOf = (name: string): string =>
  name
    .replace(/^(?:td|jsonschema|hctl|wotsec):/, "")
    .replace(/[-_ ]/g, "")
    .toLowerCase();

/** The longest name that may be a term's. */
export const longestSpelling = 64;

/** `prefix` alone and with each of `names` behind it, for the assertions that come as a family. */
export function family(prefix: string, names: readonly string[]): (name: string) => readonly string[] {
  const children = new Set(names);
  return (name) => (children.has(name) ? [`${prefix}_${name.replace("@", "at-")}`, prefix] : [prefix]);
}
