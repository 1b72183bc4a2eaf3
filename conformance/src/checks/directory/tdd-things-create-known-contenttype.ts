import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { registrationStep } from "../../kinds/registration-trial.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const creationTakesTd = directoryCheck({
  id: "tdd-things-create-known-contenttype",
  section: "exploration-directory-api-things-creation",
  level: "SHOULD",
  requirement: "A Thing Description with an id is sent, and so taken, as application/td+json.",
  procedure:
    "Registers a Thing Description under an id that it made up, as application/td+json. Warns when that is answered with 415.",
  example: "PUT with application/td+json is answered with 415.",
  safety: "write",
  offers: ["createThing"],
  async judge(subject, directory) {
    const step = await registrationStep(subject, directory, "created");
    const change = typeof step === "string" ? step : step.change;
    return judgedAnswer("application/td+json is taken", change, (answer) => {
      if (answer.response.status === 415) return summaryOf(answer);
      return isSuccess(answer.response) ? true : unclear(summaryOf(answer));
    });
  },
});
