import { foreignMethodRequest } from "../../kinds/foreign-method.js";
import { isPassing, isRefusal } from "../../kinds/form-answer.js";
import { openFormCheck } from "../../kinds/open-form-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const foreignMethodIsRefused = openFormCheck({
  id: "http/method-not-allowed",
  area: "http",
  specification: "rfc9110",
  section: "§9.1",
  level: "SHOULD",
  requirement: "A method that a resource does not have is answered 405, one that the server does not know 501.",
  procedure:
    "Sends PROPFIND, which is safe, to a property. Warns on any other error status, and on a success that is not WebDAV's 207.",
  example: "PROPFIND is answered with 400.",
  safety: "read",
  requestFor: foreignMethodRequest,
  judge(exchange) {
    const expected = "405 Method Not Allowed or 501 Not Implemented";
    const { response } = exchange;
    const isWebDav = isSuccess(response) && response.status === 207;
    if (isWebDav || isRefusal(response) || isPassing(response)) {
      return inconclusive(expected, summaryOf(exchange), exchange);
    }
    const right = response.status === 405 || response.status === 501;
    return outcome(right ? "holds" : "violated", expected, summaryOf(exchange), exchange);
  },
});
