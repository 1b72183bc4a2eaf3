import { isObject } from "../../kinds/action-status.js";
import { claimsHttpBasic } from "../../kinds/profile-claim.js";
import { dressed, profiledForm } from "../../kinds/profiled-form.js";
import { unanswered } from "../../kinds/retrieval-check.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { type HttpResponse, headerOf, isSuccess, summaryOf } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";
import { essenceOf } from "../../wire/http/media-type.js";

const expected = "200, application/json, and an object of arrays by the name of the action";

export const allActionsAreAnsweredAsProfiled = thingCheck({
  id: "http-basic-profile-protocol-binding-queryallactions-6a",
  area: "profile",
  specification: "profile10",
  section: "queryallactions",
  level: "MUST",
  requirement:
    "All actions that go on are answered with 200, application/json, and an object of arrays by their names.",
  procedure:
    "Sends GET to the Thing's queryallactions Form over HTTP. Fails when a success has another status or type, or is not such an object.",
  example: "All actions come as one array.",
  safety: "read",
  appliesTo(subject) {
    const claim = claimsHttpBasic(subject);
    if (claim !== true) return claim;
    return profiledForm(subject.thing, "thing", "", "queryallactions") === undefined
      ? "there is no Form with queryallactions"
      : true;
  },
  async judge(subject) {
    const form = profiledForm(subject.thing, "thing", "", "queryallactions")!;
    const exchange = await subject.http.ask(
      dressed(form, { method: "GET", url: form.href, headers: [["Accept", "application/json"]] }, subject),
    );
    const { response } = exchange;
    if (response === undefined) return unanswered(expected, exchange);
    if (!isSuccess(response)) return inconclusive(expected, summaryOf(exchange), exchange);
    const fault = faultOf(response);
    return outcome(fault === undefined ? "holds" : "violated", expected, fault ?? summaryOf(exchange), exchange);
  },
});

function faultOf(response: HttpResponse): string | undefined {
  if (response.status !== 200) return String(response.status);
  const contentType = headerOf(response, "content-type");
  if (essenceOf(contentType) !== "application/json") return contentType ?? "no Content-Type";
  const body = jsonBody(response);
  if (!body.ok) return body.why;
  if (!isObject(body.value)) return "the body is no object";
  const odd = Object.entries(body.value).find(([, each]) => !Array.isArray(each) || !each.every(isObject));
  return odd === undefined ? undefined : `${JSON.stringify(odd[0])} is no array of objects`;
}
