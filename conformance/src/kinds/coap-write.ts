import { type EffectiveForm, effectiveForms } from "@thingwright/td";
import type { Check, CheckDescription } from "../check.js";
import type { Outcome } from "../outcome.js";
import type { Subject, ThingSubject } from "../subject.js";
import { type CoapExchange, type CoapRequest, coapSummary, isCoapSuccess } from "../wire/coap/coap-exchange.js";
import { coapAddress, coapGet, coapPut } from "../wire/coap/coap-request.js";
import type { CoapWire } from "../wire/coap/coap-wire.js";
import { formatOf } from "../wire/coap/content-format.js";
import { isJson } from "../wire/http/media-type.js";
import { type CoapForm, coapReadForms } from "./coap-form.js";
import { credentialsNeed } from "./credentials-need.js";
import { thingCheck } from "./thing-check.js";
import { tryValue, type ValueTrial, type WhileChanged, type WritableValue } from "./value-trial.js";

/** A property that anybody may read and write in JSON over CoAP. */
export interface CoapWriteForm {
  readonly name: string;
  readonly reading: CoapForm;
  /** The Form that writes by PUT. */
  readonly writing: EffectiveForm;
  /** The Content-Format of what is written. */
  readonly format: number;
}

/** Those properties, in the document's order. */
export function coapWriteForms({ thing }: ThingSubject): readonly CoapWriteForm[] {
  const read = coapReadForms(thing).filter(({ form }) => isJson(form.response.contentType));
  return read.flatMap((reading, index) => {
    const { name, property } = reading;
    if (property.readOnly === true || read.findIndex((each) => each.name === name) < index) return [];
    const writing = effectiveForms(thing, "property", name).find(
      ({ op, href, form, security, contentType }) =>
        op.includes("writeproperty") &&
        (form["cov:method"] ?? "PUT") === "PUT" &&
        !/[{}]/.test(href) &&
        coapAddress(href) !== undefined &&
        isJson(contentType) &&
        credentialsNeed(thing, security) === "none",
    );
    const format = writing === undefined ? undefined : formatOf(writing.contentType);
    return writing === undefined || format === undefined ? [] : [{ name, reading, writing, format }];
  });
}

/** The request that writes `value`. */
export const coapWriteRequest = ({ writing, format }: CoapWriteForm, value: unknown): CoapRequest =>
  coapPut(writing.href, format, Buffer.from(JSON.stringify(value)));

/** What is said before the value is written. */
export const coapEffect = ({ name }: CoapWriteForm, value: unknown, { thing }: ThingSubject): string =>
  `sets ${JSON.stringify(name)} of ${thing.title} to ${JSON.stringify(value)}`;

/** The property as what can be written and read; `requestFor` makes what is sent of a value. */
export function coapWritable(
  form: CoapWriteForm,
  subject: ThingSubject,
  requestFor: (value: unknown) => CoapRequest = (value) => coapWriteRequest(form, value),
): WritableValue<CoapWire, CoapExchange> {
  return {
    property: form.reading.property,
    effectTimeoutMs: subject.coap.effectTimeoutMs,
    read: (coap) => coap.askAgain(coapGet(form.reading.form.href)),
    write: (coap, value, restore) =>
      coap.change(requestFor(value), {
        safety: "write",
        effect: coapEffect(form, value, subject),
        ...(restore === undefined ? {} : { restore }),
      }),
    valueIn: coapValueIn,
    isAccepted: ({ response }) => response !== undefined && isCoapSuccess(response),
    summaryOf: coapSummary,
  };
}

/** Writes another value, and has the old one put back: see {@link tryValue}. */
export function tryCoapWrite(
  form: CoapWriteForm,
  subject: ThingSubject,
  whileChanged?: WhileChanged,
): Promise<ValueTrial<CoapExchange> | string> {
  return tryValue(coapWritable(form, subject), subject.coap, subject, whileChanged);
}

const tried = new WeakMap<Subject, Promise<ValueTrial<CoapExchange> | string>>();

/** The same of the first property, once in a run. */
export function firstCoapWrite(form: CoapWriteForm, subject: ThingSubject): Promise<ValueTrial<CoapExchange> | string> {
  const known = tried.get(subject) ?? tryCoapWrite(form, subject);
  tried.set(subject, known);
  return known;
}

/** The value of a success in JSON. */
export function coapValueIn({ response }: Pick<CoapExchange, "response">): { readonly value: unknown } | undefined {
  if (response === undefined || !isCoapSuccess(response)) return undefined;
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(response.payload)) };
  } catch {
    return undefined;
  }
}

/** A Check of the first property that anybody may read and write over CoAP. */
export interface CoapWriteCheck extends Omit<CheckDescription, "area"> {
  judge(subject: ThingSubject, form: CoapWriteForm): Promise<Outcome>;
  /** Which property it is; the first by default. */
  concerns?(form: CoapWriteForm): boolean;
}

/** The Check: one property, one judgement. */
export function coapWriteCheck({ judge, concerns = () => true, ...description }: CoapWriteCheck): Check {
  const formOf = (subject: ThingSubject) => coapWriteForms(subject).find(concerns);
  return thingCheck({
    ...description,
    area: "coap",
    appliesTo: (subject) =>
      formOf(subject) === undefined
        ? "no property is concerned that anybody may read and write in JSON over CoAP"
        : true,
    judge: (subject) => judge(subject, formOf(subject)!),
  });
}
