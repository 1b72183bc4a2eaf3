import {
  type DeclaredTerms,
  declaredTerms,
  isRecord,
  type JsonLdContext,
  type Prefixes,
  prefixesOf,
} from "@thingwright/td";

/** Where affordances are in a Thing Description. */
export type AffordanceKind = "properties" | "actions" | "events";

/** What a Thing says of one affordance in the vocabularies of bindings; `undefined` for nothing. */
export type Declarations = (kind: AffordanceKind, name: string) => DeclaredTerms | undefined;

/**
 * What a Thing of theirs was produced with, before their core took its Forms away.
 *
 * @param known - prefixes of the server's terms, where the Thing declares none
 */
export function declarationsOf(template: object, known: Prefixes = {}): Declarations {
  const members = template as Readonly<Record<string, unknown>>;
  const prefixes = prefixesOf(members["@context"] as JsonLdContext | undefined, known);
  return (kind, name) => {
    const affordances = members[kind];
    const affordance = isRecord(affordances) && Object.hasOwn(affordances, name) ? affordances[name] : undefined;
    if (!isRecord(affordance)) return undefined;
    const forms = Array.isArray(affordance.forms) ? affordance.forms.filter(isRecord) : [];
    return declaredTerms({ ...affordance, forms }, prefixes);
  };
}
