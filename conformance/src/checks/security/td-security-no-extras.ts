import { holds, isRefusal, unexercised, violated } from "../../kinds/form-answer.js";
import { readFormCheck } from "../../kinds/read-form-check.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const closedFormIsClosed = readFormCheck({
  id: "td-security-no-extras",
  area: "security",
  specification: "td11",
  section: "behavior-security",
  level: "MUST",
  requirement: "Credentials that the security configuration names are really wanted.",
  procedure:
    "Sends the request of every readproperty Form over HTTP that names basic, digest, bearer, apikey or oauth2, without credentials. Fails when it succeeds.",
  example: "The Form names basic, and a request without credentials is answered with 200.",
  safety: "read",
  isAnonymous: true,
  concerns: ({ credentials }) => credentials === "some",
  judge(_form, exchange) {
    const { response } = exchange;
    if (response === undefined) return unexercised(summaryOf(exchange));
    if (isSuccess(response)) return violated(`${summaryOf(exchange)} without credentials`);
    return isRefusal(response) ? holds : unexercised(summaryOf(exchange));
  },
});
