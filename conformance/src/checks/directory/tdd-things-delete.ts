import { isAbsent } from "../../kinds/directory-change.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer } from "../../kinds/judged-answer.js";
import { registrationStep } from "../../kinds/registration-trial.js";
import { inconclusive } from "../../outcome.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const deletionDeletes = directoryCheck({
  id: "tdd-things-delete",
  section: "exploration-directory-api-things-deletion",
  level: "MUST",
  requirement: "DELETE at /things/ and an id deletes the Thing Description.",
  procedure:
    "Registers a Thing Description, sends DELETE, and asks for it. Fails when DELETE is answered with an error, or the Thing Description is still there.",
  example: "DELETE is answered with 204, and GET with 200.",
  safety: "write",
  offers: ["deleteThing"],
  async judge(subject, directory) {
    const step = await registrationStep(subject, directory, "deleted");
    if (typeof step === "string") return inconclusive("it is gone", step);
    return judgedAnswer(
      "it is gone",
      step.change,
      (answer) => {
        if (!isSuccess(answer.response)) return summaryOf(answer);
        return isAbsent(step.after!) || `GET then brings ${summaryOf(step.after!)}`;
      },
      step.after!,
    );
  },
});
