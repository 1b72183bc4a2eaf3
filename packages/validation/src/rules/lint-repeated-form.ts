import { truncate } from "@thingwright/td";
import { type Place, pointerOf } from "../place.js";
import { type AnyObject, memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/** Two Forms of one affordance that say the same. */
export const repeatedForm: Rule = {
  id: "lint-repeated-form",
  level: "lint",
  *check(doc) {
    const seen = new Map<AnyObject, Map<unknown, AlikeForms>>();
    for (const { object, place, holder } of surveyOf(doc).forms) {
      // What is alone is not repeated.
      if ((memberOf(holder, "forms") as readonly unknown[]).length < 2) continue;
      const byHref = seen.get(holder) ?? new Map<unknown, AlikeForms>();
      seen.set(holder, byHref);
      const key = keyOf(object);
      const alike = byHref.get(key);
      if (alike === undefined) {
        byHref.set(key, new AlikeForms(object, place));
        continue;
      }
      const first = alike.add(object, place);
      if (first === undefined) continue;
      const phrase = `is the same as ${truncate(pointerOf(first))}; one will do`;
      yield { pointer: pointerOf(place), phrase, mend: { kind: "remove" } };
    }
  },
};

/** The same for Forms that say the same: of one `href` there is often one for each operation. */
function keyOf(form: AnyObject): unknown {
  const href = memberOf(form, "href");
  const op = memberOf(form, "op");
  const first: unknown = Array.isArray(op) ? op[0] : op;
  return typeof href === "string" && typeof first === "string" ? `${first} ${href}` : href;
}

/** Forms of one key; they are written out to be compared only when there are two. */
class AlikeForms {
  readonly #first: AnyObject;
  readonly #firstPlace: Place | undefined;
  #byText: Map<string, Place | undefined> | undefined;

  constructor(form: AnyObject, place: Place | undefined) {
    this.#first = form;
    this.#firstPlace = place;
  }

  /** Where the Form was seen before that says the same; `undefined` where this is the first. */
  add(form: AnyObject, place: Place | undefined): Place | undefined {
    this.#byText ??= new Map([[textOf(this.#first), this.#firstPlace]]);
    const text = textOf(form);
    const known = this.#byText.get(text);
    if (known === undefined) this.#byText.set(text, place);
    return known;
  }
}

const textOf = (form: AnyObject): string => JSON.stringify(Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1)));
