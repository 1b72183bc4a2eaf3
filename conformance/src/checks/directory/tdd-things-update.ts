import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn } from "../../kinds/directory-listing.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { registrationStep, titles } from "../../kinds/registration-trial.js";
import { inconclusive } from "../../outcome.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const putReplaces = directoryCheck({
  id: "tdd-things-update",
  section: "exploration-directory-api-things-update",
  level: "MUST",
  requirement: "PUT at /things/ and an id replaces the Thing Description that is there.",
  procedure:
    "Registers a Thing Description, sends another with another title and a member less by PUT, and retrieves it. Fails when PUT is answered with an error, or what is retrieved is not the new one. A refusal of the media type alone decides nothing.",
  example: "PUT is answered with 204, and the old title is retrieved.",
  safety: "write",
  offers: ["updateThing"],
  async judge(subject, directory) {
    const step = await registrationStep(subject, directory, "updated");
    if (typeof step === "string") return inconclusive("the new Thing Description", step);
    return judgedAnswer(
      "the new Thing Description",
      step.change,
      (answer) => {
        if (answer.response.status === 415) return unclear(summaryOf(answer));
        if (!isSuccess(answer.response)) return summaryOf(answer);
        const stored = descriptionIn(step.after!);
        if (stored === undefined) return `GET then brings ${summaryOf(step.after!)}`;
        if (stored.title !== titles.updated) return `its title is ${JSON.stringify(stored.title)}`;
        return stored.support === undefined || "a member of the old one is still there";
      },
      step.after!,
    );
  },
});
