import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { claimsHttpProfile } from "../../kinds/profile-claim.js";
import { readFormCheck } from "../../kinds/read-form-check.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const nothingHasMultipleChoices = readFormCheck({
  id: "common-constraints-errors-4",
  area: "profile",
  specification: "profile10",
  section: "common-constraints-errors",
  level: "MUST",
  requirement: "Nothing is answered with 300 Multiple Choices.",
  procedure: "Sends the request of every readproperty Form over HTTP. Fails when one is answered with 300.",
  example: "GET at a property is answered with 300 and a list of representations.",
  safety: "read",
  appliesTo: claimsHttpProfile,
  judge(_form, exchange) {
    if (exchange.response === undefined) return unexercised(summaryOf(exchange));
    return exchange.response.status === 300 ? violated(summaryOf(exchange)) : holds;
  },
});
