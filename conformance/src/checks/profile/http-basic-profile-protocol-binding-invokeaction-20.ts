import { actionCheck } from "../../kinds/action-check.js";
import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { headerOf, isSuccess, summaryOf } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";
import { essenceOf } from "../../wire/http/media-type.js";

export const outputComesAsJson = actionCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-20",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "MUST",
  requirement: "The output of an action that is done comes with 200, as application/json.",
  procedure:
    "Invokes each action that has an output. Fails when a success other than 201 is not 200 with JSON of that type.",
  example: "The output of an action comes as text/plain.",
  concerns: ({ output }) => output !== undefined,
  judge({ invoke }) {
    const { response } = invoke;
    const isDone = response !== undefined && isSuccess(response) && response.status !== 201 && response.status !== 202;
    if (!isDone) return unexercised(summaryOf(invoke));
    if (response.status !== 200) return violated(summaryOf(invoke));
    const contentType = headerOf(response, "content-type");
    if (essenceOf(contentType) !== "application/json") return violated(contentType ?? "no Content-Type");
    const body = jsonBody(response);
    if (!body.ok) return violated(body.why);
    return body.value === undefined ? violated("the body is empty") : holds;
  },
});
