import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { registrationStep } from "../../kinds/registration-trial.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const updateTakesTd = directoryCheck({
  id: "tdd-things-update-contenttype",
  section: "exploration-directory-api-things-update",
  level: "SHOULD",
  requirement: "The replacement of a Thing Description is sent, and so taken, as application/td+json.",
  procedure:
    "Registers a Thing Description, and replaces it by PUT, as application/td+json. Warns when that is answered with 415.",
  example: "PUT of a replacement with application/td+json is answered with 415.",
  safety: "write",
  offers: ["updateThing"],
  async judge(subject, directory) {
    const step = await registrationStep(subject, directory, "updated");
    const change = typeof step === "string" ? step : step.change;
    return judgedAnswer("application/td+json is taken", change, (answer) => {
      if (answer.response.status === 415) return summaryOf(answer);
      return isSuccess(answer.response) ? true : unclear(summaryOf(answer));
    });
  },
});
