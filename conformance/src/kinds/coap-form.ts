import { type EffectiveForm, effectiveForms, type PropertyAffordance, type ThingDescription } from "@thingwright/td";
import type { Check, CheckDescription } from "../check.js";
import { inconclusive, type Outcome } from "../outcome.js";
import type { ThingSubject } from "../subject.js";
import { type CoapExchange, type CoapRequest, coapSummary } from "../wire/coap/coap-exchange.js";
import { type CoapMessage, optionNumbers } from "../wire/coap/coap-message.js";
import { coapAddress, coapGet, uintOption } from "../wire/coap/coap-request.js";
import { credentialsNeed } from "./credentials-need.js";
import { thingCheck } from "./thing-check.js";

/** A Form that reads a property over CoAP, without credentials. */
export interface CoapForm {
  readonly name: string;
  readonly property: PropertyAffordance;
  readonly form: EffectiveForm;
  /** Whether it observes as well. */
  readonly observes: boolean;
}

/** The Forms of all properties that anybody may read by GET, in the document's order. */
export function coapReadForms(thing: ThingDescription): readonly CoapForm[] {
  return Object.entries(thing.properties ?? {}).flatMap(([name, property]) => {
    const forms = effectiveForms(thing, "property", name).filter((form) => isOpen(thing, form));
    return forms
      .filter(({ op }) => op.includes("readproperty"))
      .map((form) => ({ name, property, form, observes: forms.some((each) => observesAt(each, form.href)) }));
  });
}

function isOpen(thing: ThingDescription, { form, href, security }: EffectiveForm): boolean {
  const method = form["cov:method"] ?? "GET";
  const isPlain = !/[{}]/.test(href) && coapAddress(href) !== undefined;
  return isPlain && method === "GET" && credentialsNeed(thing, security) === "none";
}

/** The GET of a Form, in the Content-Format that it asks for. */
export function coapRead({ form: { form, href } }: CoapForm): CoapRequest {
  const accept = form["cov:accept"];
  const isFormat = typeof accept === "number" && Number.isInteger(accept) && accept >= 0 && accept <= 0xffff;
  return isFormat ? coapGet(href, uintOption(optionNumbers.accept, accept)) : coapGet(href);
}

const observesAt = ({ op, href }: EffectiveForm, at: string): boolean => op.includes("observeproperty") && href === at;

/** A Check of the server of the first property that anybody may read over CoAP. */
export interface CoapCheck extends CheckDescription {
  /** Which Form it is; the first that can be read by default. */
  concerns?(form: CoapForm): boolean;
  judge(subject: ThingSubject, form: CoapForm): Promise<Outcome>;
}

/** The Check: one Form, one judgement. */
export function coapCheck({ judge, concerns = () => true, ...description }: CoapCheck): Check {
  const formOf = ({ thing }: ThingSubject) => coapReadForms(thing).find(concerns);
  return thingCheck({
    ...description,
    appliesTo: (subject) =>
      formOf(subject) === undefined ? "no property is concerned that anybody may read over CoAP" : true,
    judge: (subject) => judge(subject, formOf(subject)!),
  });
}

/** The response, or the outcome of a Check that got none. */
export function responseIn(exchange: CoapExchange, expected: string): CoapMessage | Outcome {
  return exchange.response ?? inconclusive(expected, coapSummary(exchange), exchange);
}

export const isOutcome = (answer: CoapMessage | Outcome): answer is Outcome => "judgement" in answer;

/** Answers that say nothing about the resource: it wants credentials, or another time may be better. */
export const isElsewhere = ({ code }: CoapMessage): boolean => ["4.01", "4.03", "4.29", "5.03", "5.04"].includes(code);
