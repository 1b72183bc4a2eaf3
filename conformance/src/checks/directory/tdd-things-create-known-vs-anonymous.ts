import { anonymousTrial } from "../../kinds/anonymous-trial.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn } from "../../kinds/directory-listing.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { inconclusive } from "../../outcome.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const knownIsNotAnonymous = directoryCheck({
  id: "tdd-things-create-known-vs-anonymous",
  section: "exploration-directory-api-things-creation",
  level: "MUST",
  requirement: "A Thing Description with an id is not taken for one without.",
  procedure:
    "Sends a Thing Description with an id to where those without are registered. Fails when it is registered there under another id. An error, or its own id, is right.",
  example: "POST of a Thing Description with an id registers it under a new one.",
  safety: "write",
  offers: ["createAnonymousThing"],
  async judge(subject, directory) {
    const expected = "an error, or its own id";
    const trial = await anonymousTrial(subject, directory);
    if (typeof trial === "string") return inconclusive(expected, trial);
    const { change, after } = trial.known;
    return judgedAnswer(
      expected,
      change,
      (answer) => {
        if (!isSuccess(answer.response)) return true;
        const { id } = (after && descriptionIn(after)) ?? {};
        if (id === undefined) return unclear(`${summaryOf(answer)}, and it cannot be retrieved`);
        return id === trial.id || `it is registered as ${String(id)}`;
      },
      ...(after === undefined ? [] : [after]),
    );
  },
});
