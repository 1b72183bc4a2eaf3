import { isObject } from "../../kinds/action-status.js";
import { judgedSuccess } from "../../kinds/judged-answer.js";
import { servedCheck } from "../../kinds/retrieval-check.js";
import { headerOf } from "../../wire/http/http-exchange.js";
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
  async judge(_exchange, { exchange: { request } }, subject) {
    const expected = "an object with @context in JSON";
    const { headers: _, ...bare } = request;
    return judgedSuccess(expected, await subject.http.ask({ ...bare, headers: [] }), ({ response }) => {
      const body = jsonBody(response);
      if (!body.ok) return `${body.why}; Content-Type: ${headerOf(response, "content-type") ?? "none"}`;
      return (isObject(body.value) && Object.hasOwn(body.value, "@context")) || "there is no @context";
    });
  },
});
