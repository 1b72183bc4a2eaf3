import { type EffectiveForm, effectiveForms, type ThingDescription } from "@thingwright/td";
import type { ThingSubject } from "../subject.js";
import type { HttpRequest } from "../wire/http/http-exchange.js";
import { essenceOf } from "../wire/http/media-type.js";

/** What a Form belongs to: the Thing, or one of its affordances. */
export type FormOwner = Parameters<typeof effectiveForms>[1];

/**
 * The first Form for `op` that a Consumer of the profiles would take: over HTTP, in JSON, without URI variables, and of this
 * subprotocol or none.
 */
export function profiledForm(
  thing: ThingDescription,
  owner: FormOwner,
  name: string,
  op: string,
  subprotocol?: "sse" | "webhook" | "longpoll",
): EffectiveForm | undefined {
  const forms: readonly EffectiveForm[] =
    owner === "thing" ? effectiveForms(thing, "thing") : effectiveForms(thing, owner, name);
  return forms.find((form) => (form.op as readonly string[]).includes(op) && isProfiled(form, subprotocol));
}

function isProfiled(form: EffectiveForm, subprotocol: string | undefined): boolean {
  const isInJson = subprotocol === "sse" || essenceOf(form.contentType) === "application/json";
  return form.subprotocol === subprotocol && isInJson && /^https?:[^{}]*$/i.test(form.href) && URL.canParse(form.href);
}

/** `request` with the credentials that the Form wants, if there are some. */
export function dressed(form: EffectiveForm, request: HttpRequest, subject: ThingSubject): HttpRequest {
  const authentication = subject.authenticate(form.security);
  if (typeof authentication === "string" || authentication.carriers.length === 0) return request;
  return { ...request, authentication };
}
