import { servedCheck } from "../../kinds/retrieval-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { headerOf } from "../../wire/http/http-exchange.js";
import { essenceOf } from "../../wire/http/media-type.js";

export const descriptionHasContentType = servedCheck({
  id: "exploration-server-http-resp-content-type",
  area: "retrieval",
  specification: "discovery10",
  section: "exploration-server",
  level: "MUST",
  requirement: "A description in JSON is sent as application/td+json or application/json.",
  procedure: "Sends GET to the address under test. Fails when Content-Type is missing or names another type.",
  example: "The description comes with Content-Type: text/plain.",
  safety: "read",
  judge(exchange) {
    const expected = "application/td+json or application/json";
    if (exchange.response.body.byteLength === 0) return inconclusive(expected, "the body is empty", exchange);
    const contentType = headerOf(exchange.response, "content-type");
    const right = ["application/td+json", "application/json"].includes(essenceOf(contentType) ?? "");
    return outcome(right ? "holds" : "violated", expected, contentType ?? "no Content-Type", exchange);
  },
});
