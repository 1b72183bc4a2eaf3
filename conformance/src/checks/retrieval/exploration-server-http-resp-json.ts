import { isObject } from "../../kinds/action-status.js";
import { judgedSuccess } from "../../kinds/judged-answer.js";
import { servedCheck } from "../../kinds/retrieval-check.js";
import { inconclusive } from "../../outcome.js";
import { type HttpResponse, headerOf } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";

export const descriptionIsJsonByDefault = servedCheck({
  id: "exploration-server-http-resp-json",
  area: "retrieval",
  specification: "discovery10",
  section: "exploration-server",
  level: "MUST",
  requirement: "A description comes as JSON-LD in JSON, unless something else is asked for.",
  procedure:
    "Sends GET without an Accept field to the address under test. Fails when a success brings no JSON object with @context.",
  example: "Without Accept the description comes as a page for people.",
  safety: "read",
  async judge({ response: asked }, { exchange: { request } }, subject) {
    const expected = "an object with @context in JSON";
    if (faultIn(asked) !== undefined) return inconclusive(expected, "it is none for who asks for it either");
    const exchange = await subject.http.ask({ ...request, headers: [] });
    return judgedSuccess(expected, exchange, ({ response }) => faultIn(response) ?? true);
  },
});

function faultIn(response: HttpResponse): string | undefined {
  const body = jsonBody(response);
  if (!body.ok) return `${body.why}; Content-Type: ${headerOf(response, "content-type") ?? "none"}`;
  return isObject(body.value) && Object.hasOwn(body.value, "@context") ? undefined : "there is no @context";
}
