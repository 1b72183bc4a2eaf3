import { propertyDefaults, type ThingDescription } from "@thingwright/td";
import { claimsHttpBasic } from "../../kinds/profile-claim.js";
import { type ReadForm, readAllPropertiesForms, readPropertyForms } from "../../kinds/read-form.js";
import { unanswered } from "../../kinds/retrieval-check.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { inconclusive, type Outcome, outcome } from "../../outcome.js";
import type { ThingSubject } from "../../subject.js";
import { type Answered, type HttpResponse, headerOf, isSuccess, summaryOf } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";
import { essenceOf } from "../../wire/http/media-type.js";

const expected = "200, application/json, and an object with every readable property";

export const readAllAnswersAsProfiled = thingCheck({
  id: "http-basic-profile-protocol-binding-readallproperties-5",
  area: "profile",
  specification: "profile10",
  section: "http-basic-profile-protocol-binding-readallproperties",
  level: "MUST",
  requirement:
    "All readable properties together are answered with 200, application/json, and an object by their names.",
  procedure:
    "Sends GET to the Thing's readallproperties Form over HTTP. Fails when a success has another status or type, is no object, or lacks a property that anybody may read.",
  example: "The object of all properties lacks one that can be read alone.",
  safety: "read",
  appliesTo(subject) {
    const claim = claimsHttpBasic(subject);
    if (claim !== true) return claim;
    return jsonForm(subject.thing) === undefined ? "there is no Form with readallproperties over HTTP in JSON" : true;
  },
  async judge(subject: ThingSubject): Promise<Outcome> {
    const form = jsonForm(subject.thing);
    if (form === undefined) return inconclusive(expected, "there is no Form");
    if (form.unsendable !== undefined) return inconclusive(expected, form.unsendable);
    const exchange = await subject.http.ask(form.request);
    if (exchange.response === undefined) return unanswered(expected, exchange);
    if (!isSuccess(exchange.response)) return inconclusive(expected, summaryOf(exchange), exchange);
    const fault = faultOf(exchange, exchange.response, subject.thing);
    return outcome(fault === undefined ? "holds" : "violated", expected, fault ?? summaryOf(exchange), exchange);
  },
});

function jsonForm(thing: ThingDescription): ReadForm | undefined {
  return readAllPropertiesForms(thing).find(({ form }) => essenceOf(form.contentType) === "application/json");
}

function faultOf(exchange: Answered, response: HttpResponse, thing: ThingDescription): string | undefined {
  if (response.status !== 200) return summaryOf(exchange);
  const contentType = headerOf(response, "content-type");
  if (essenceOf(contentType) !== "application/json") return contentType ?? "no Content-Type";
  const body = jsonBody(response);
  if (!body.ok) return body.why;
  const { value } = body;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "the value is no object";
  const missing = openProperties(thing).filter((name) => !Object.hasOwn(value, name));
  return missing.length === 0 ? undefined : `missing: ${missing.join(", ")}`;
}

/** Names of the properties that anybody may read over HTTP. */
function openProperties(thing: ThingDescription): readonly string[] {
  const names = readPropertyForms(thing)
    .filter(({ property, credentials }) => credentials === "none" && !propertyDefaults(property ?? {}).writeOnly)
    .flatMap(({ name }) => name ?? []);
  return [...new Set(names)];
}
