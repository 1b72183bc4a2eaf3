import { holds, ofSuccess, violated } from "../../kinds/form-answer.js";
import { claimsHttpBasic } from "../../kinds/profile-claim.js";
import { readFormCheck } from "../../kinds/read-form-check.js";
import { headerOf, summaryOf } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";
import { essenceOf } from "../../wire/http/media-type.js";

export const readAnswersAsProfiled = readFormCheck({
  id: "http-basic-profile-protocol-binding-readproperty-6",
  area: "profile",
  specification: "profile10",
  section: "http-basic-profile-protocol-binding-readproperty",
  level: "MUST",
  requirement: "A property that could be read is answered with 200, application/json, and its value in JSON.",
  procedure:
    "Sends GET with Accept: application/json to every readproperty Form over HTTP of that type. Fails when a success has another status, type or content.",
  example: "A value comes with 203.",
  safety: "read",
  appliesTo: claimsHttpBasic,
  concerns: ({ form, request }) => request.method === "GET" && essenceOf(form.contentType) === "application/json",
  judge(_form, exchange) {
    return ofSuccess(exchange, (response) => {
      if (response.status !== 200) return violated(summaryOf(exchange));
      const contentType = headerOf(response, "content-type");
      if (essenceOf(contentType) !== "application/json") return violated(contentType ?? "no Content-Type");
      const body = jsonBody(response);
      if (!body.ok) return violated(body.why);
      return body.value === undefined ? violated("the body is empty") : holds;
    });
  },
});
