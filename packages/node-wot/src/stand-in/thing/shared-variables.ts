import { isRecord } from "@thingwright/td";
import type { UriVariables } from "./thing-description.js";

/**
 * A description in which each affordance has the URI variables of the Thing beside its own, which win: what the Thing declares
 * may be used for any of them (TD 1.1 `td-vocab-uriVariables--Thing`). The document itself where the Thing declares none.
 */
export function withSharedVariables<D extends object>(document: D): D {
  const { uriVariables, ...kinds } = document as { uriVariables?: UriVariables; [kind: string]: unknown };
  if (!isRecord(uriVariables) || Object.keys(uriVariables).length === 0) return document;
  const affordances = ["properties", "actions", "events"].filter((kind) => isRecord(kinds[kind]));
  const shared = affordances.map((kind) => {
    const members = Object.entries(kinds[kind] as Record<string, { uriVariables?: UriVariables }>);
    const completed = members.map(([name, affordance]) => {
      return [name, { ...affordance, uriVariables: { ...uriVariables, ...affordance.uriVariables } }] as const;
    });
    return [kind, Object.fromEntries(completed)] as const;
  });
  return { ...document, ...Object.fromEntries(shared) };
}
