import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { registrationStep } from "../../kinds/registration-trial.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const patchTakesMergePatch = directoryCheck({
  id: "tdd-things-update-partial-contenttype",
  section: "exploration-directory-api-things-update",
  level: "MUST",
  requirement: "The change of a part is sent, and so taken, as application/merge-patch+json.",
  procedure:
    "Registers a Thing Description, and changes it by PATCH, as application/merge-patch+json. Fails when that is answered with 415.",
  example: "PATCH with application/merge-patch+json is answered with 415.",
  safety: "write",
  offers: ["partiallyUpdateThing"],
  async judge(subject, directory) {
    const step = await registrationStep(subject, directory, "patched");
    const change = typeof step === "string" ? step : step.change;
    return judgedAnswer("application/merge-patch+json is taken", change, (answer) => {
      if (answer.response.status === 415) return summaryOf(answer);
      return isSuccess(answer.response) ? true : unclear(summaryOf(answer));
    });
  },
});
