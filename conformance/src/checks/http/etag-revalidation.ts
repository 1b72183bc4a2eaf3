import { servedCheck, unanswered } from "../../kinds/retrieval-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { headerOf, summaryOf } from "../../wire/http/http-exchange.js";

export const etagIsRevalidated = servedCheck({
  id: "http/etag-revalidation",
  area: "http",
  specification: "rfc9110",
  section: "§13.1.2",
  level: "MUST",
  requirement: "A GET whose If-None-Match names the current entity tag is answered 304.",
  procedure:
    "Sends GET to the address under test again, with the ETag of the first answer. Fails when the same ETag comes back with a success other than 304.",
  example: "If-None-Match with the current ETag is answered with 200 and the description again.",
  safety: "read",
  appliesTo({ retrieval }) {
    const response = retrieval?.exchange.response;
    return response !== undefined && headerOf(response, "etag") === undefined ? "the description has no ETag" : true;
  },
  async judge(first, _retrieval, subject) {
    const expected = "304 Not Modified";
    const etag = headerOf(first.response, "etag") ?? "";
    const { request } = first;
    const exchange = await subject.http.ask({ ...request, headers: [...request.headers, ["If-None-Match", etag]] });
    if (exchange.response === undefined) return unanswered(expected, exchange);
    const { status } = exchange.response;
    if (status === 304) return outcome("holds", expected, summaryOf(exchange), exchange);
    const isUnchanged = status === 200 && headerOf(exchange.response, "etag") === etag;
    if (!isUnchanged) return inconclusive(expected, summaryOf(exchange), exchange, first);
    return outcome("violated", expected, `${summaryOf(exchange)} with the same ETag`, exchange, first);
  },
});
