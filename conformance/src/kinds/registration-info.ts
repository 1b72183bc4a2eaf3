import type { HttpResponse } from "../wire/http/http-exchange.js";
import { isObject } from "./action-status.js";
import { descriptionsIn, type EnrichedDescription } from "./directory-listing.js";

/** The registration information of a description (WoT Discovery 1.0 §exploration-directory-registration-info); `undefined` when it has none. */
export function registrationOf({ registration }: EnrichedDescription): Readonly<Record<string, unknown>> | undefined {
  return isObject(registration) ? registration : undefined;
}

/** The listed descriptions that have it, with it. */
export function registrationsIn(
  response: HttpResponse,
): readonly { readonly description: EnrichedDescription; readonly registration: Readonly<Record<string, unknown>> }[] {
  return (descriptionsIn(response) ?? []).flatMap((description) => {
    const registration = registrationOf(description);
    return registration === undefined ? [] : [{ description, registration }];
  });
}
