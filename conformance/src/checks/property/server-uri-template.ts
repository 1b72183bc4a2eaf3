import { holds, isPassing, isRefusal, unexercised, violated } from "../../kinds/form-answer.js";
import { readFormCheck } from "../../kinds/read-form-check.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const hrefLeadsSomewhere = readFormCheck({
  id: "server-uri-template",
  area: "property",
  specification: "td11",
  section: "behavior-data",
  level: "MUST",
  requirement: "The href of a Form, resolved against base, is the address of a resource that the Thing has.",
  procedure:
    "Sends GET to every readproperty Form over HTTP; variables of its href get a value that their schemas name, and without one it is not asked. Fails on 404 and 410 where no credentials are asked for.",
  example: "GET at the href of a property is answered with 404.",
  safety: "read",
  concerns: ({ credentials }) => credentials === "none",
  judge(_form, exchange) {
    const { response } = exchange;
    if (response === undefined || isPassing(response) || isRefusal(response) || response.status >= 500) {
      return unexercised(summaryOf(exchange));
    }
    return response.status === 404 || response.status === 410 ? violated(summaryOf(exchange)) : holds;
  },
});
