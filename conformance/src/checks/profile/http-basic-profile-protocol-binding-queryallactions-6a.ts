import { isObject } from "../../kinds/action-status.js";
import { queriedActionsCheck } from "../../kinds/queried-actions-check.js";
import { outcome } from "../../outcome.js";
import { type HttpResponse, headerOf, summaryOf } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";
import { essenceOf } from "../../wire/http/media-type.js";

const expected = "200, application/json, and an object of arrays by the name of the action";

export const allActionsAreAnsweredAsProfiled = queriedActionsCheck({
  id: "http-basic-profile-protocol-binding-queryallactions-6a",
  level: "MUST",
  requirement:
    "All actions that go on are answered with 200, application/json, and an object of arrays by their names.",
  procedure:
    "Sends GET to the Thing's queryallactions Form over HTTP. Fails when a success has another status or type, or is not such an object.",
  example: "All actions come as one array.",
  expected,
  judge(exchange) {
    const fault = faultOf(exchange.response);
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
