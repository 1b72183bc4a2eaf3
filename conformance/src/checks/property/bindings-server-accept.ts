import { holds, isPassing, isRefusal, unexercised, violated } from "../../kinds/form-answer.js";
import type { FormFinding } from "../../kinds/form-evidence.js";
import type { ReadForm } from "../../kinds/read-form.js";
import { readFormCheck } from "../../kinds/read-form-check.js";
import { type HttpExchange, type HttpResponse, isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const formIsAccepted = readFormCheck({
  id: "bindings-server-accept",
  area: "property",
  specification: "td11",
  section: "protocol-bindings",
  level: "MUST",
  requirement: "A request that is made as a Form describes it is accepted.",
  procedure:
    "Sends the request of every readproperty Form over HTTP. Fails on an error status, also on a refusal of credentials that were given for the run. Missing resources and missing credentials are judged by themselves; redirects and 408, 425, 429, 503 and 504 decide nothing.",
  example: "GET at the href of a property is answered with 400.",
  safety: "read",
  judge(form, exchange) {
    const { response, problem } = exchange;
    if (response !== undefined) return judgeAnswer(form, exchange, response);
    if (problem.kind === "not-http") return unexercised(problem.message);
    return { judgement: "tool-error", actual: summaryOf(exchange) };
  },
});

function judgeAnswer({ credentials }: ReadForm, exchange: HttpExchange, response: HttpResponse): FormFinding {
  if (isSuccess(response)) return holds;
  if (exchange.request.authentication !== undefined && isRefusal(response)) {
    return violated(`${summaryOf(exchange)} with the credentials that are wanted`);
  }
  const isMissing = response.status === 404 || response.status === 410;
  const isUnauthorized = response.status === 401 || response.status === 407;
  const lacksCredentials = credentials !== "none" && (isRefusal(response) || isMissing);
  if (isMissing || isUnauthorized || isPassing(response) || lacksCredentials) return unexercised(summaryOf(exchange));
  return violated(summaryOf(exchange));
}
