import { anonymousTrial } from "../../kinds/anonymous-trial.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn } from "../../kinds/directory-listing.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { sampleDescription } from "../../kinds/registered-description.js";
import { inconclusive } from "../../outcome.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const anonymousIsPosted = directoryCheck({
  id: "tdd-things-create-anonymous-td",
  section: "exploration-directory-api-things-creation",
  level: "MUST",
  requirement: "A Thing Description without an id is registered by POST at /things.",
  procedure:
    "Registers a Thing Description without an id, and retrieves it at its Location. Fails when POST is answered with an error, or another Thing Description is retrieved. A refusal of the media type alone, or a missing Location, decides nothing.",
  example: "POST is answered with 405.",
  safety: "write",
  offers: ["createAnonymousThing"],
  async judge(subject, directory) {
    const expected = "a Thing Description that can be retrieved";
    const trial = await anonymousTrial(subject, directory);
    if (typeof trial === "string") return inconclusive(expected, trial);
    const { change, after } = trial.anonymous;
    return judgedAnswer(
      expected,
      change,
      (answer) => {
        if (answer.response.status === 415) return unclear(summaryOf(answer));
        if (!isSuccess(answer.response)) return summaryOf(answer);
        if (after === undefined) return unclear("no Location says where it is");
        const stored = descriptionIn(after);
        if (stored === undefined) return `GET at its Location brings ${summaryOf(after)}`;
        return stored.title === sampleDescription().title || `GET at its Location brings ${String(stored.title)}`;
      },
      ...(after === undefined ? [] : [after]),
    );
  },
});
