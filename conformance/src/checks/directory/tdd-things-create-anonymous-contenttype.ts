import { anonymousTrial } from "../../kinds/anonymous-trial.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const anonymousTakesTd = directoryCheck({
  id: "tdd-things-create-anonymous-contenttype",
  section: "exploration-directory-api-things-creation",
  level: "SHOULD",
  requirement: "A Thing Description without an id is sent, and so taken, as application/td+json.",
  procedure:
    "Registers a Thing Description without an id, as application/td+json. Warns when that is answered with 415.",
  example: "POST with application/td+json is answered with 415.",
  safety: "write",
  offers: ["createAnonymousThing"],
  async judge(subject, directory) {
    const trial = await anonymousTrial(subject, directory);
    const change = typeof trial === "string" ? trial : trial.anonymous.change;
    return judgedAnswer("application/td+json is taken", change, (answer) => {
      if (answer.response.status === 415) return summaryOf(answer);
      return isSuccess(answer.response) ? true : unclear(summaryOf(answer));
    });
  },
});
