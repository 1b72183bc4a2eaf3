import type { OfferedForms, ThingForms } from "@thingwright/contracts";
import { problemMediaType } from "@thingwright/errors";
import type { Form } from "@thingwright/td";

/** What every Form answers with when it fails (`td-vocab-additionalResponses--Form`). */
const additionalResponses = Object.freeze([{ success: false, contentType: problemMediaType }]);

/** Forms that say that a failure is told in problem details. As lazy as the Forms that it takes. */
export class ProblemForms implements ThingForms {
  readonly #forms: ThingForms;

  constructor(forms: ThingForms) {
    this.#forms = forms;
  }

  get properties(): ReadonlyMap<string, readonly Form[]> {
    return each(this.#forms.properties);
  }

  get actions(): ReadonlyMap<string, readonly Form[]> {
    return each(this.#forms.actions);
  }

  get events(): ReadonlyMap<string, readonly Form[]> {
    return each(this.#forms.events);
  }

  get thing(): readonly Form[] {
    return this.#forms.thing.map(telling);
  }

  profiles(offered: OfferedForms): readonly string[] {
    return this.#forms.profiles?.(offered) ?? [];
  }
}

const each = (all: ReadonlyMap<string, readonly Form[]>): ReadonlyMap<string, readonly Form[]> =>
  new Map([...all].map(([name, forms]) => [name, forms.map(telling)] as const));

const telling = (form: Form): Form => ({ ...form, additionalResponses });
