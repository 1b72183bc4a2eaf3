import { isPassing } from "../../kinds/form-answer.js";
import { headDifference } from "../../kinds/head-difference.js";
import { servedCheck, unanswered } from "../../kinds/retrieval-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const descriptionAnswersHead = servedCheck({
  id: "exploration-server-http-head",
  area: "retrieval",
  specification: "discovery10",
  section: "exploration-server",
  level: "MUST",
  requirement: "HEAD at the address of a description is answered with the header fields of a GET.",
  procedure:
    "Sends HEAD to the address under test. Fails on an error status, another Content-Type, or another Content-Length or ETag where it has them. Repeats the GET before it fails, because a description may change.",
  example: "GET is answered with 200 and HEAD with 405.",
  safety: "read",
  async judge(exchange, { exchange: { request } }, subject) {
    const head = await subject.http.ask({ ...request, method: "HEAD" });
    const expected = "the status and header fields of GET";
    if (head.response === undefined) return unanswered(expected, head);
    const difference = headDifference(head.response, exchange.response);
    if (difference === undefined) return outcome("holds", expected, summaryOf(head), head, exchange);
    if (isPassing(head.response)) return inconclusive(expected, summaryOf(head), head, exchange);
    const again = await subject.http.askAgain(request);
    const isStable = again.response !== undefined && headDifference(again.response, exchange.response) === undefined;
    if (!isStable) return inconclusive(expected, "the description changes between requests", head, exchange, again);
    return outcome("violated", expected, difference, head, exchange);
  },
});
