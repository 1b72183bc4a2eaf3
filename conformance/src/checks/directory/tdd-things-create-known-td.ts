import type { DirectoryStep } from "../../kinds/directory-change.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn, type EnrichedDescription } from "../../kinds/directory-listing.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { registrationStep } from "../../kinds/registration-trial.js";
import { inconclusive } from "../../outcome.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const knownIsPut = directoryCheck({
  id: "tdd-things-create-known-td",
  section: "exploration-directory-api-things-creation",
  level: "MUST",
  requirement: "A Thing Description with an id is registered by PUT at /things/ and that id.",
  procedure:
    "Registers a Thing Description under an id that it made up, and retrieves it. Fails when PUT is answered with an error, or what is retrieved is another. A refusal of the media type alone decides nothing.",
  example: "PUT is answered with 201, and GET at the same address with 404.",
  safety: "write",
  offers: ["createThing", "retrieveThing"],
  async judge(subject, directory) {
    const step = await registrationStep(subject, directory, "created");
    if (typeof step === "string") return inconclusive("a Thing Description that can be retrieved", step);
    return judgedAnswer(
      "a Thing Description that can be retrieved",
      step.change,
      (answer) => {
        if (answer.response.status === 415) return unclear(summaryOf(answer));
        if (!isSuccess(answer.response)) return summaryOf(answer);
        const { id, title } = sampleOf(step);
        const stored = descriptionIn(step.after!);
        if (stored === undefined) return `GET then brings ${summaryOf(step.after!)}`;
        return (
          (stored.id === id && stored.title === title) ||
          `GET then brings ${String(stored.id)}, ${String(stored.title)}`
        );
      },
      step.after!,
    );
  },
});

/** What was sent. */
const sampleOf = ({ change }: DirectoryStep): EnrichedDescription =>
  JSON.parse(Buffer.from(change.request.body ?? []).toString()) as EnrichedDescription;
