import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn } from "../../kinds/directory-listing.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { registrationStep } from "../../kinds/registration-trial.js";
import { inconclusive } from "../../outcome.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const patchIsPartialDescription = directoryCheck({
  id: "tdd-things-update-partial-partialtd",
  section: "exploration-directory-api-things-update",
  level: "MUST",
  requirement: "What PATCH brings is a part of a Thing Description: an object.",
  procedure:
    "Registers a Thing Description, sends an array by PATCH, and retrieves it. Fails when that is a success and the Thing Description is another afterwards.",
  example: "PATCH with an array is answered with 204, and the Thing Description is gone.",
  safety: "write",
  offers: ["partiallyUpdateThing"],
  async judge(subject, directory) {
    const expected = "an error, or the Thing Description as it was";
    const step = await registrationStep(subject, directory, "spoilt");
    if (typeof step === "string") return inconclusive(expected, step);
    return judgedAnswer(
      expected,
      step.change,
      (answer) => {
        if (!isSuccess(answer.response)) return true;
        const isAsBefore = typeof descriptionIn(step.after!)?.title === "string";
        return isAsBefore
          ? unclear(`${summaryOf(answer)}, and nothing has changed`)
          : "the Thing Description is no object any more";
      },
      step.after!,
    );
  },
});
