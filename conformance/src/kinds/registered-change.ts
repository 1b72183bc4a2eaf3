import { inconclusive, type Outcome } from "../outcome.js";
import type { ThingSubject } from "../subject.js";
import { isSuccess, summaryOf } from "../wire/http/http-exchange.js";
import type { DirectoryApi } from "./directory-api.js";
import { descriptionIn, type EnrichedDescription } from "./directory-listing.js";
import { type AnswerFinding, judgedAnswer, unclear } from "./judged-answer.js";
import { registrationStep } from "./registration-trial.js";

/**
 * The Outcome of a change of a registered Thing Description: that it is not refused, and what `judge` says of what is
 * retrieved afterwards. A refusal of the media type alone decides nothing.
 */
export async function ofRegisteredChange(
  subject: ThingSubject,
  directory: DirectoryApi,
  change: "updated" | "patched",
  expected: string,
  judge: (stored: EnrichedDescription) => AnswerFinding,
): Promise<Outcome> {
  const step = await registrationStep(subject, directory, change);
  if (typeof step === "string") return inconclusive(expected, step);
  const ofAnswer: Parameters<typeof judgedAnswer>[2] = (answer) => {
    if (answer.response.status === 415) return unclear(summaryOf(answer));
    if (!isSuccess(answer.response)) return summaryOf(answer);
    const stored = descriptionIn(step.after!);
    return stored === undefined ? `GET then brings ${summaryOf(step.after!)}` : judge(stored);
  };
  return judgedAnswer(expected, step.change, ofAnswer, step.after!);
}
