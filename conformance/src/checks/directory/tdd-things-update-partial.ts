import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn } from "../../kinds/directory-listing.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { registrationStep, titles } from "../../kinds/registration-trial.js";
import { inconclusive } from "../../outcome.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const patchChanges = directoryCheck({
  id: "tdd-things-update-partial",
  section: "exploration-directory-api-things-update",
  level: "MUST",
  requirement: "PATCH at /things/ and an id changes a part of the Thing Description that is there.",
  procedure:
    "Registers a Thing Description, sends another title by PATCH, and retrieves it. Fails when PATCH is answered with an error, or the title is the old one. A refusal of the media type alone decides nothing.",
  example: "PATCH is answered with 204, and the old title is retrieved.",
  safety: "write",
  offers: ["partiallyUpdateThing"],
  async judge(subject, directory) {
    const step = await registrationStep(subject, directory, "patched");
    if (typeof step === "string") return inconclusive("the new title", step);
    return judgedAnswer(
      "the new title",
      step.change,
      (answer) => {
        if (answer.response.status === 415) return unclear(summaryOf(answer));
        if (!isSuccess(answer.response)) return summaryOf(answer);
        const stored = descriptionIn(step.after!);
        if (stored === undefined) return `GET then brings ${summaryOf(step.after!)}`;
        return stored.title === titles.patched || `its title is ${JSON.stringify(stored.title)}`;
      },
      step.after!,
    );
  },
});
