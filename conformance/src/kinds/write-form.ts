import {
  type EffectiveForm,
  effectiveForms,
  type PropertyAffordance,
  propertyDefaults,
  type ThingDescription,
} from "@thingwright/td";
import type { ThingSubject } from "../subject.js";
import type { HttpRequest } from "../wire/http/http-exchange.js";
import { isJson } from "../wire/http/media-type.js";
import { type CredentialsNeed, credentialsNeed } from "./credentials-need.js";
import { type ReadForm, readPropertyForms, requestWith } from "./read-form.js";

/** A Form that writes a property in JSON over HTTP, and one that reads it. */
export interface WriteForm {
  readonly name: string;
  readonly property: PropertyAffordance;
  readonly form: EffectiveForm;
  readonly credentials: CredentialsNeed;
  /** Reads what is written. */
  readonly reading: ReadForm;
}

/** The Forms with `writeproperty` that can be tried: their properties can be read as well, and nothing is left open. */
export function writePropertyForms(thing: ThingDescription): readonly WriteForm[] {
  return Object.entries(thing.properties ?? {}).flatMap(([name, property]) => {
    const reading = readPropertyForms(thing).find((each) => each.name === name && isUsable(each));
    const { readOnly } = propertyDefaults(property);
    if (reading === undefined || readOnly) return [];
    return effectiveForms(thing, "property", name)
      .filter((form) => form.op.includes("writeproperty") && isWritable(form))
      .map((form) => ({ name, property, form, credentials: credentialsNeed(thing, form.security), reading }));
  });
}

const isUsable = ({ form, unsendable }: ReadForm): boolean =>
  unsendable === undefined && isJson(form.response.contentType);

function isWritable({ href, subprotocol, contentType }: EffectiveForm): boolean {
  return /^https?:[^{}]*$/i.test(href) && URL.canParse(href) && subprotocol === undefined && isJson(contentType);
}

/** The request of the Form with `value`, and with the credentials that it wants if there are some. */
export function writeRequest({ form }: WriteForm, value: unknown, subject: ThingSubject): HttpRequest {
  const request: HttpRequest = {
    method: String(form.form["htv:methodName"] ?? "PUT"),
    url: form.href,
    headers: [["Content-Type", form.contentType]],
    body: Buffer.from(JSON.stringify(value)),
  };
  const authentication = subject.authenticate(form.security);
  return typeof authentication === "string" || authentication.carriers.length === 0
    ? request
    : { ...request, authentication };
}

/** The request that reads what the Form writes. */
export const readRequest = ({ reading }: WriteForm, subject: ThingSubject): HttpRequest =>
  requestWith(reading, subject);

/** What is said before the value is written. */
export const effectOf = ({ name }: WriteForm, value: unknown, { thing }: ThingSubject): string =>
  `sets ${JSON.stringify(name)} of ${thing.title} to ${JSON.stringify(value)}`;
