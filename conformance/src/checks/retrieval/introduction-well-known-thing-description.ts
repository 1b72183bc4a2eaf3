import { parseThingDescription } from "@thingwright/td";
import { servedCheck, unanswered } from "../../kinds/retrieval-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { descriptionRequest } from "../../run/open-target.js";
import { headerOf, summaryOf } from "../../wire/http/http-exchange.js";
import { isJson } from "../../wire/http/media-type.js";

export const wellKnownIsDescription = servedCheck({
  id: "introduction-well-known-thing-description",
  area: "retrieval",
  specification: "discovery10",
  section: "introduction-well-known",
  level: "MUST",
  requirement: "What a server offers as JSON at /.well-known/wot is a Thing Description.",
  procedure:
    "Sends GET to /.well-known/wot of the server under test. Fails when it answers 200 with JSON that is no valid Thing Description. 404 is a server that does not use the address.",
  example: '/.well-known/wot is answered with {"name":"lamp"}.',
  safety: "read",
  async judge(_exchange, { address }, subject) {
    const expected = "a valid Thing Description, or 404";
    const exchange = await subject.http.ask(descriptionRequest(new URL("/.well-known/wot", address).href));
    const { response } = exchange;
    if (response === undefined) return unanswered(expected, exchange);
    if (response.status === 404 || response.status === 410) {
      return outcome("not-claimed", expected, summaryOf(exchange), exchange);
    }
    if (response.status !== 200 || !isJson(headerOf(response, "content-type"))) {
      return inconclusive(expected, `${summaryOf(exchange)} that is no JSON`, exchange);
    }
    const { ok, findings } = parseThingDescription(response.body);
    return outcome(ok ? "holds" : "violated", expected, findings[0]?.message ?? "a valid one", exchange);
  },
});
