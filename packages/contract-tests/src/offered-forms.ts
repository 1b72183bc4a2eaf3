import type { EffectiveForm, Operation, ThingDescription } from "@thingwright/td";
import { effectiveForms } from "@thingwright/td";

/** One operation of one Form of a Thing. */
export interface OfferedOperation {
  readonly operation: Operation;
  readonly affordance: string | undefined;
  readonly form: EffectiveForm;
}

/** Every operation of every Form in a description. */
export function offeredOperations(thing: ThingDescription): readonly OfferedOperation[] {
  const named = (kind: "property" | "action" | "event", group: object | undefined): readonly OfferedOperation[] =>
    Object.keys(group ?? {}).flatMap((name) => spread(effectiveForms(thing, kind, name), name));
  return [
    ...named("property", thing.properties),
    ...named("action", thing.actions),
    ...named("event", thing.events),
    ...spread(effectiveForms(thing, "thing"), undefined),
  ];
}

const spread = (forms: readonly EffectiveForm[], affordance: string | undefined): readonly OfferedOperation[] =>
  forms.flatMap((form) => form.op.map((operation) => ({ operation, affordance, form })));
