import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedSuccess } from "../../kinds/judged-answer.js";
import { registrationStep } from "../../kinds/registration-trial.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const patchIs204 = directoryCheck({
  id: "tdd-things-update-partial-resp",
  section: "exploration-directory-api-things-update",
  level: "MUST",
  requirement: "The change of a part is answered with 204.",
  procedure: "Registers a Thing Description, and changes it by PATCH. Fails when a success has another status.",
  example: "PATCH is answered with 200 and the Thing Description.",
  safety: "write",
  offers: ["partiallyUpdateThing"],
  async judge(subject, directory) {
    const step = await registrationStep(subject, directory, "patched");
    const change = typeof step === "string" ? step : step.change;
    return judgedSuccess("204", change, (answer) => answer.response.status === 204 || summaryOf(answer));
  },
});
