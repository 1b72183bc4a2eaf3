import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { retrievalCheck } from "../../kinds/retrieval-check.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const descriptionIsGot = retrievalCheck({
  id: "exploration-server-http-method",
  area: "retrieval",
  specification: "discovery10",
  section: "exploration-server",
  level: "MUST",
  requirement: "A server gives out a description to GET.",
  procedure: "Sends GET to the address under test. Fails when that is answered with 405 or 501.",
  example: "The address is answered with 405, and Allow: POST.",
  safety: "read",
  judge(exchange) {
    return judgedAnswer("neither 405 nor 501", exchange, (answer) => {
      if ([405, 501].includes(answer.response.status)) return summaryOf(answer);
      return isSuccess(answer.response) ? true : unclear(summaryOf(answer));
    });
  },
});
