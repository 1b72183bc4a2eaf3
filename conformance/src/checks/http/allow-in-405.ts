import { foreignMethodRequest } from "../../kinds/foreign-method.js";
import { openFormCheck } from "../../kinds/open-form-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { headerOf, summaryOf } from "../../wire/http/http-exchange.js";

export const refusedMethodHasAllow = openFormCheck({
  id: "http/allow-in-405",
  area: "http",
  specification: "rfc9110",
  section: "§15.5.6",
  level: "MUST",
  requirement: "An answer 405 lists in Allow the methods that the resource has.",
  procedure: "Sends PROPFIND, which is safe, to a property. Fails when the answer is 405 and has no Allow.",
  example: "PROPFIND is answered with 405 and no Allow.",
  safety: "read",
  requestFor: foreignMethodRequest,
  judge(exchange) {
    const expected = "405 with Allow";
    const { response } = exchange;
    if (response.status !== 405) return inconclusive(expected, summaryOf(exchange), exchange);
    const allow = headerOf(response, "allow");
    const actual = allow === undefined ? "no Allow" : `Allow: ${allow}`;
    return outcome(allow === undefined ? "violated" : "holds", expected, actual, exchange);
  },
});
