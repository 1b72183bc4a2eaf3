import { escapePointer } from "./json-pointer.js";
import type { Form, FormHint } from "./types/form.js";
import type { FormHolder } from "./types/operation.js";
import type { PartialThingDescription, ThingDescription } from "./types/thing.js";

/** A Form and where it stands. */
export interface PlacedForm<F extends FormHint = Form> {
  readonly form: F;
  readonly kind: FormHolder;
  /** Name of the affordance; absent at the Thing itself. */
  readonly name?: string;
  readonly index: number;
  /** JSON Pointer of the Form in the document. */
  readonly pointer: string;
}

const affordanceMaps = [
  ["property", "properties"],
  ["action", "actions"],
  ["event", "events"],
] as const;

/** Every Form of `thing`: its own first, then those of its properties, actions and events, in the document's order. */
export function formsOf(thing: ThingDescription): Generator<PlacedForm>;
export function formsOf(thing: PartialThingDescription): Generator<PlacedForm<FormHint>>;
export function* formsOf(thing: ThingDescription | PartialThingDescription): Generator<PlacedForm<FormHint>> {
  for (const [index, form] of (thing.forms ?? []).entries()) {
    yield { form, kind: "thing", index, pointer: `/forms/${index}` };
  }
  for (const [kind, term] of affordanceMaps) {
    for (const [name, affordance] of Object.entries(thing[term] ?? {})) {
      const pointer = `/${term}/${escapePointer(name)}/forms`;
      for (const [index, form] of (affordance.forms ?? []).entries()) {
        yield { form, kind, name, index, pointer: `${pointer}/${index}` };
      }
    }
  }
}
