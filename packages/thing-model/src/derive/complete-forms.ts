import { isRecord } from "@thingwright/td";
import { changedAffordances, type PlacedAffordance } from "../affordance/affordance-kinds.js";
import type { JsonObject } from "../json-object.js";
import type { DeriveOptions } from "./derive-options.js";
import type { MissingPart } from "./missing-part.js";

/** `thing` with forms for all affordances, and what is missing for that. */
export function completeForms(
  thing: JsonObject,
  forms: DeriveOptions["forms"],
): { readonly thing: JsonObject; readonly missing: readonly MissingPart[] } {
  const missing: MissingPart[] = [...missingHrefs("/forms", thing.forms)];
  const affordances = changedAffordances(thing, (place) => {
    const complete = formsOf(place, forms);
    missing.push(...missingIn(place, complete));
    return { ...place.affordance, forms: complete };
  });
  return { thing: { ...thing, ...affordances }, missing };
}

function formsOf(place: PlacedAffordance, forms: DeriveOptions["forms"]): readonly unknown[] {
  const own = Array.isArray(place.affordance.forms) ? place.affordance.forms : [];
  if (own.length > 0 && own.every(hasHref)) return own;
  const given = forms?.(place) ?? [];
  const list = (Array.isArray(given) ? given : [given]) as readonly JsonObject[];
  if (own.length === 0) return list;
  return own.map((form) => (isRecord(form) && !hasHref(form) ? { ...list[0], ...form } : form));
}

function missingIn({ pointer }: PlacedAffordance, forms: readonly unknown[]): readonly MissingPart[] {
  if (forms.length === 0) return [{ kind: "forms", pointer: `${pointer}/forms` }];
  return missingHrefs(`${pointer}/forms`, forms);
}

const missingHrefs = (pointer: string, forms: unknown): readonly MissingPart[] =>
  (Array.isArray(forms) ? forms : []).flatMap((form, index) =>
    isRecord(form) && !hasHref(form) ? [{ kind: "href" as const, pointer: `${pointer}/${index}/href` }] : [],
  );

const hasHref = (form: unknown): boolean => isRecord(form) && Object.hasOwn(form, "href");
