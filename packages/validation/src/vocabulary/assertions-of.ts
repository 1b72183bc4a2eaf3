import { actionOf, eventOf, propertyOf } from "./affordances.js";
import { dataSchemaOf } from "./data-schema.js";
import { securitySchemeOf } from "./security-schemes.js";
import { thing } from "./thing.js";
import type { Term, ValueType, VocabularyClass } from "./vocabulary-types.js";

/** Every assertion that the vocabulary tables name, by walking from class to class. */
export function assertionsOfVocabulary(): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<VocabularyClass>();
  const visit = (type: VocabularyClass): void => {
    if (seen.has(type)) return;
    seen.add(type);
    for (const each of type.besides) found.add(each);
    for (const term of type.terms.values()) {
      for (const each of [...assertionsOf(term), ...type.misspelt(term.name)]) found.add(each);
      if ("of" in term.type) for (const sample of samples) visit(term.type.of(sample));
    }
  };
  for (const type of [thing, propertyOf({}), actionOf({}), eventOf({}), dataSchemaOf({}), securitySchemeOf({})])
    visit(type);
  return found;
}

/** Objects that are of each subclass. */
const samples = [
  {},
  { type: "integer" },
  ...["combo", "basic", "digest", "apikey", "bearer", "psk", "oauth2", "ex:other"].map((scheme) => ({ scheme })),
];

const assertionsOf = ({ mistyped, mistypedItem, missing = [], type }: Term): readonly string[] => [
  ...mistyped,
  ...(["list", "map", "strings"].includes(type.kind) ? mistypedItem : []),
  ...missing,
  ...childrenOf(type),
];

const childrenOf = (type: ValueType): readonly string[] =>
  "words" in type && type.child !== undefined ? type.words!.map((word) => type.child! + word) : [];
