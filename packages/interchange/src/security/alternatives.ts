import type { ThingDescription } from "@thingwright/td";

/** Most alternatives that a combination of `combo` schemes is written out to. */
const maxAlternatives = 64;

/** Ways to be let in, of which one is enough; each lists the names of all schemes that it needs. */
export type Alternatives = readonly (readonly string[])[];

/**
 * The ways to satisfy all of `names` of `thing`, with `combo` written out and `nosec` as the need of nothing;
 * `undefined` where they cannot be counted out: a name without definition, a combo within itself, over 64 ways.
 */
export function alternativesOf(thing: ThingDescription, names: readonly string[]): Alternatives | undefined {
  const alternatives = allOf(thing, names, new Set());
  if (alternatives.length === 0 || alternatives.length > maxAlternatives) return undefined;
  return alternatives.map((needed) => [...new Set(needed)]);
}

function allOf(thing: ThingDescription, names: readonly string[], open: ReadonlySet<string>): Alternatives {
  let product: Alternatives = [[]];
  for (const name of names) {
    const choices = choicesOf(thing, name, open);
    product = product.flatMap((left) => choices.map((right) => [...left, ...right])).slice(0, maxAlternatives + 1);
  }
  return product;
}

function choicesOf(thing: ThingDescription, name: string, open: ReadonlySet<string>): Alternatives {
  const definition = Object.hasOwn(thing.securityDefinitions, name) ? thing.securityDefinitions[name] : undefined;
  if (definition === undefined || open.has(name) || open.size > maxNesting) return [];
  if (definition.scheme === "nosec") return [[]];
  if (definition.scheme !== "combo") return [[name]];
  const within = new Set([...open, name]);
  if (definition.allOf !== undefined) return allOf(thing, definition.allOf, within);
  const choices: (readonly string[])[] = [];
  for (const each of definition.oneOf ?? []) {
    choices.push(...choicesOf(thing, each, within));
    if (choices.length > maxAlternatives) break;
  }
  return choices;
}

/** Deepest nesting of `combo` schemes that is followed. */
const maxNesting = 16;
