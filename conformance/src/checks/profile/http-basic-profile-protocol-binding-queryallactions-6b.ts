import { isObject } from "../../kinds/action-status.js";
import { queriedActionsCheck } from "../../kinds/queried-actions-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import type { HttpResponse } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";

const expected = "the latest request of each action first";

export const latestActionComesFirst = queriedActionsCheck({
  id: "http-basic-profile-protocol-binding-queryallactions-6b",
  level: "MUST",
  requirement: "Of the requests of one action, the latest comes first.",
  procedure:
    "Sends GET to the Thing's queryallactions Form over HTTP. Fails when the timeRequested of one request is later than that of the one before.",
  example: "The second of two requests of an action is later than the first.",
  expected,
  judge(exchange) {
    const lists = timesIn(exchange.response).filter((times) => times.length > 1);
    if (lists.length === 0) return inconclusive(expected, "no action has two requests with a time", exchange);
    const isSorted = lists.every((times) => times.every((time, index) => index === 0 || time <= times[index - 1]!));
    const actual = isSorted ? "it is so" : "a later one comes after";
    return outcome(isSorted ? "holds" : "violated", expected, actual, exchange);
  },
});

/** For each action, when its requests came, in milliseconds, as far as they say. */
function timesIn(response: HttpResponse): readonly (readonly number[])[] {
  const body = jsonBody(response);
  if (!body.ok || !isObject(body.value)) return [];
  return Object.values(body.value).map((list) => {
    const requests: readonly unknown[] = Array.isArray(list) ? list : [];
    return requests.map((each) => Date.parse(String(Object(each).timeRequested))).filter((time) => !Number.isNaN(time));
  });
}
