import { claimsHttpProfile } from "../../kinds/profile-claim.js";
import { openReadForm } from "../../kinds/read-form.js";
import { unanswered } from "../../kinds/retrieval-check.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { unknownAffordanceRequest } from "../../kinds/unknown-affordance.js";
import { inconclusive, outcome } from "../../outcome.js";
import { type HttpResponse, headerOf, summaryOf } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";
import { essenceOf } from "../../wire/http/media-type.js";

const expected = "problem details, or no body";

export const errorsAreProblemDetails = thingCheck({
  id: "common-constraints-errors-7",
  area: "profile",
  specification: "profile10",
  section: "common-constraints-errors",
  level: "MUST",
  requirement: "An error response with a body has problem details in it.",
  procedure:
    "Sends GET to an address beside a property where nothing is. Fails when the error response has a body that is not problem details (RFC 7807).",
  example: "A request for a property that is not there is answered with 404 and text/html.",
  safety: "read",
  appliesTo: claimsHttpProfile,
  async judge(subject) {
    const form = openReadForm(subject.thing);
    if (form === undefined) return inconclusive(expected, "there is no property that anybody may read over HTTP");
    const exchange = await subject.http.ask(unknownAffordanceRequest(form));
    const { response } = exchange;
    if (response === undefined) return unanswered(expected, exchange);
    if (response.status < 400) return inconclusive(expected, summaryOf(exchange), exchange);
    if (response.body.byteLength === 0) return inconclusive(expected, "the error response has no body", exchange);
    const fault = faultOf(response);
    return outcome(fault === undefined ? "holds" : "violated", expected, fault ?? summaryOf(exchange), exchange);
  },
});

/** Members of RFC 7807 §3.1 and their types. */
const members = { type: "string", title: "string", status: "number", detail: "string", instance: "string" } as const;

function faultOf(response: HttpResponse): string | undefined {
  const contentType = headerOf(response, "content-type");
  if (essenceOf(contentType) !== "application/problem+json") return contentType ?? "no Content-Type";
  const body = jsonBody(response);
  if (!body.ok) return body.why;
  const { value } = body;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "the body is no object";
  const wrong = Object.entries(members).find(([name, type]) => {
    return Object.hasOwn(value, name) && typeof (value as Record<string, unknown>)[name] !== type;
  });
  return wrong === undefined ? undefined : `${wrong[0]} is no ${wrong[1]}`;
}
