import { directoryCheck } from "../../kinds/directory-check.js";
import { listing, retrieval } from "../../kinds/directory-listing.js";
import { isPassing } from "../../kinds/form-answer.js";
import { headDifference } from "../../kinds/head-difference.js";
import { unanswered } from "../../kinds/retrieval-check.js";
import { inconclusive, type Outcome, outcome } from "../../outcome.js";
import type { ThingSubject } from "../../subject.js";
import { type HttpExchange, isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const headIsAnswered = directoryCheck({
  id: "tdd-http-head",
  section: "exploration-directory-api",
  level: "MUST",
  requirement: "Where a directory answers GET, it answers HEAD with the same header fields.",
  procedure:
    "Sends HEAD for the listing, and for a listed Thing Description. Fails on an error status, another Content-Type, or another Content-Length or ETag where it has them. Repeats the GET before it fails, because a listing may change.",
  example: "HEAD at /things is answered with 405.",
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    const expected = "the status and header fields of GET";
    const retrieved = await retrieval(subject, directory);
    const gets = [await listing(subject, directory), ...(typeof retrieved === "string" ? [] : [retrieved])];
    const outcomes: Outcome[] = [];
    for (const get of gets) outcomes.push(await judgeHead(subject, get, expected));
    return (
      outcomes.find(({ judgement }) => judgement === "violated") ??
      outcomes.find(({ judgement }) => judgement !== "holds") ??
      outcomes[0]!
    );
  },
});

async function judgeHead(subject: ThingSubject, get: HttpExchange, expected: string): Promise<Outcome> {
  if (get.response === undefined || !isSuccess(get.response)) return inconclusive(expected, summaryOf(get), get);
  const head = await subject.http.ask({ ...get.request, method: "HEAD" });
  if (head.response === undefined) return unanswered(expected, head);
  const difference = headDifference(head.response, get.response);
  if (difference === undefined) return outcome("holds", expected, summaryOf(head), head, get);
  if (isPassing(head.response)) return inconclusive(expected, summaryOf(head), head, get);
  const again = await subject.http.askAgain(get.request);
  const isStable = again.response !== undefined && headDifference(again.response, get.response) === undefined;
  if (!isStable) return inconclusive(expected, "what is asked for changes between requests", head, get, again);
  return outcome("violated", expected, `${get.request.url}: ${difference}`, head, get);
}
