import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedSuccess } from "../../kinds/judged-answer.js";
import { registrationStep } from "../../kinds/registration-trial.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const creationIs201 = directoryCheck({
  id: "tdd-things-create-known-td-resp",
  section: "exploration-directory-api-things-creation",
  level: "MUST",
  requirement: "The registration of a Thing Description with an id is answered with 201.",
  procedure: "Registers a Thing Description under an id that it made up. Fails when a success has another status.",
  example: "PUT of a new Thing Description is answered with 200.",
  safety: "write",
  offers: ["createThing", "retrieveThing"],
  async judge(subject, directory) {
    const step = await registrationStep(subject, directory, "created");
    const change = typeof step === "string" ? step : step.change;
    return judgedSuccess("201", change, (answer) => answer.response.status === 201 || summaryOf(answer));
  },
});
