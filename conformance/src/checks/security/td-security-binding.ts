import { holds, isPassing, unexercised, violated } from "../../kinds/form-answer.js";
import { readFormCheck } from "../../kinds/read-form-check.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const openFormIsOpen = readFormCheck({
  id: "td-security-binding",
  area: "security",
  specification: "td11",
  section: "behavior-security",
  level: "MUST",
  requirement: "Credentials that an interaction wants are in the security configuration.",
  procedure:
    "Sends the request of every readproperty Form over HTTP whose security is nosec. Fails when it is answered 401 or 407.",
  example: "The Form names nosec, and its request is answered with 401.",
  safety: "read",
  concerns: ({ credentials }) => credentials === "none",
  judge(_form, exchange) {
    const { response } = exchange;
    if (response === undefined || isPassing(response) || response.status === 403)
      return unexercised(summaryOf(exchange));
    return response.status === 401 || response.status === 407 ? violated(summaryOf(exchange)) : holds;
  },
});
