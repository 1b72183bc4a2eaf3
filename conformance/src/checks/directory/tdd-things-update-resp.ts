import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedSuccess } from "../../kinds/judged-answer.js";
import { registrationStep } from "../../kinds/registration-trial.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const updateIs204 = directoryCheck({
  id: "tdd-things-update-resp",
  section: "exploration-directory-api-things-update",
  level: "MUST",
  requirement: "The replacement of a Thing Description is answered with 204.",
  procedure: "Registers a Thing Description, and replaces it by PUT. Fails when a success has another status.",
  example: "PUT over a Thing Description that is there is answered with 201.",
  safety: "write",
  offers: ["updateThing"],
  async judge(subject, directory) {
    const step = await registrationStep(subject, directory, "updated");
    const change = typeof step === "string" ? step : step.change;
    return judgedSuccess("204", change, (answer) => answer.response.status === 204 || summaryOf(answer));
  },
});
