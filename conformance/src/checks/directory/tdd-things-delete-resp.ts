import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedSuccess } from "../../kinds/judged-answer.js";
import { registrationStep } from "../../kinds/registration-trial.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const deletionIs204 = directoryCheck({
  id: "tdd-things-delete-resp",
  section: "exploration-directory-api-things-deletion",
  level: "MUST",
  requirement: "The deletion of a Thing Description is answered with 204.",
  procedure: "Registers a Thing Description, and deletes it. Fails when a success has another status.",
  example: "DELETE is answered with 200.",
  safety: "write",
  offers: ["deleteThing"],
  async judge(subject, directory) {
    const step = await registrationStep(subject, directory, "deleted");
    const change = typeof step === "string" ? step : step.change;
    return judgedSuccess("204", change, (answer) => answer.response.status === 204 || summaryOf(answer));
  },
});
