import { isObject } from "../../kinds/action-status.js";
import { judgedSuccess, unclear } from "../../kinds/judged-answer.js";
import { servedCheck } from "../../kinds/retrieval-check.js";
import { type Answered, headerOf } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";

export const descriptionIsJsonByDefault = servedCheck({
  id: "exploration-server-http-resp-json",
  area: "retrieval",
  specification: "discovery10",
  section: "exploration-server",
  level: "MUST",
  requirement: "A description comes as JSON-LD in JSON, unless something else is asked for.",
  procedure:
    "Sends GET without an Accept field to the address under test. Fails when a success brings no JSON object with @context, and GET with Accept one.",
  example: "Without Accept the description comes as a page for people.",
  safety: "read",
  async judge(wished, { exchange: { request } }, subject) {
    const expected = "an object with @context in JSON";
    const { headers: _, ...bare } = request;
    return judgedSuccess(expected, await subject.http.ask({ ...bare, headers: [] }), (answer) => {
      const fault = faultIn(answer);
      // What is wrong with it however it is asked for, other checks say.
      const always = faultIn(wished);
      return fault !== undefined && always !== undefined ? unclear(always) : (fault ?? true);
    });
  },
});

/** Why an answer has no description in JSON. */
function faultIn({ response }: Answered): string | undefined {
  const body = jsonBody(response);
  if (!body.ok) return `${body.why}; Content-Type: ${headerOf(response, "content-type") ?? "none"}`;
  return isObject(body.value) && Object.hasOwn(body.value, "@context") ? undefined : "there is no @context";
}
