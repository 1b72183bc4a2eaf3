import { at, type ClassName, instancesIn, type Path } from "./instances.js";
import type { Json, JsonObject } from "./seeds.js";

/** A document that an operator has broken: a JSON value, or a text where no value shows what is broken. */
export type Mutant = { readonly value: Json } | { readonly text: string | Uint8Array };

/** Breaks one assertion of TD 1.1. */
export interface Operator {
  readonly assertion: string;
  /** What it does, in a few words. */
  readonly describe: string;
  /** Documents of which each breaks the assertion at one place; none where it is not applicable. */
  mutants(document: JsonObject): Iterable<Mutant>;
}

/** Changes a copy; `false` when there is nothing to change. */
export type Change<Of> = (target: Of, path: Path, document: JsonObject) => unknown;

/** Most mutants that one operator makes of one document; they are taken from all over it. */
const mostMutants = 2;

/** An operator that changes the instances of a class, one in each mutant. */
export function on(of: ClassName, assertion: string, describe: string, change: Change<JsonObject>): Operator {
  return {
    assertion,
    describe: `${of}: ${describe}`,
    mutants(document) {
      const changed: Mutant[] = [];
      for (const instance of instancesIn(document)) {
        if (instance.of !== of) continue;
        const value = structuredClone(document);
        if (change(at(value, instance.path) as JsonObject, instance.path, value) !== false) changed.push({ value });
      }
      return spread(changed);
    },
  };
}

const spread = (all: readonly Mutant[]): readonly Mutant[] =>
  all.filter(
    (_, index) =>
      Math.floor((index * mostMutants) / all.length) !== Math.floor(((index - 1) * mostMutants) / all.length),
  );

/** An operator that changes the whole document. */
export const whole = (assertion: string, describe: string, change: Change<JsonObject>): Operator =>
  on("Thing", assertion, describe, change);

/** An operator that changes the text. */
export const source = (
  assertion: string,
  describe: string,
  change: (text: string, document: JsonObject) => string | Uint8Array | undefined,
): Operator => ({
  assertion,
  describe,
  mutants(document) {
    const text = JSON.stringify(document);
    const changed = change(text, document);
    return changed === undefined || changed === text ? [] : [{ text: changed }];
  },
});

/** Gives the member another value; not applicable to an instance without the member. */
export const set =
  (name: string, value: Json): Change<JsonObject> =>
  (target) => {
    if (!Object.hasOwn(target, name)) return false;
    target[name] = structuredClone(value);
  };

/** Takes the member away. */
export const drop =
  (name: string): Change<JsonObject> =>
  (target) => {
    if (!Object.hasOwn(target, name)) return false;
    delete target[name];
  };

/** Gives the member another name, in its place. */
export const rename =
  (from: string, to: string): Change<JsonObject> =>
  (target) => {
    if (!Object.hasOwn(target, from)) return false;
    const members = Object.entries(target);
    for (const [name] of members) delete target[name];
    for (const [name, value] of members) target[name === from ? to : name] = value;
  };
