import { servedCheck } from "../../kinds/retrieval-check.js";
import { outcome } from "../../outcome.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const descriptionComesWith200 = servedCheck({
  id: "exploration-server-http-resp",
  area: "retrieval",
  specification: "discovery10",
  section: "exploration-server",
  level: "MUST",
  requirement: "A successful answer with a description has the status 200 and the description in its body.",
  procedure: "Sends GET to the address under test. Fails on another success status or an empty body.",
  example: "The description comes with 203.",
  safety: "read",
  judge(exchange) {
    const { status, body } = exchange.response;
    const right = status === 200 && body.byteLength > 0;
    const actual = `${summaryOf(exchange)} with ${body.byteLength} bytes`;
    return outcome(right ? "holds" : "violated", "200 with a body", actual, exchange);
  },
});
