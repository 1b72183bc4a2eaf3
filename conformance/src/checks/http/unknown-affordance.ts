import { isPassing, isRefusal } from "../../kinds/form-answer.js";
import { openFormCheck } from "../../kinds/open-form-check.js";
import { unknownAffordanceRequest } from "../../kinds/unknown-affordance.js";
import { inconclusive, outcome } from "../../outcome.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const unknownAffordanceIsNotFound = openFormCheck({
  id: "http/unknown-affordance",
  area: "http",
  specification: "rfc9110",
  section: "§15.5.5",
  level: "SHOULD",
  requirement: "A request for what is not there is answered 404, or 410 when it is gone.",
  procedure: "Sends GET to an address beside a property where nothing is. Warns when the answer is another.",
  example: "An address where no affordance is is answered with 200 and null.",
  safety: "read",
  requestFor: unknownAffordanceRequest,
  judge(exchange) {
    const expected = "404 Not Found";
    const { response } = exchange;
    if (isRefusal(response) || isPassing(response)) return inconclusive(expected, summaryOf(exchange), exchange);
    const right = response.status === 404 || response.status === 410;
    return outcome(right ? "holds" : "violated", expected, summaryOf(exchange), exchange);
  },
});
