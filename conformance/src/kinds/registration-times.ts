import type { Outcome } from "../outcome.js";
import type { ThingSubject } from "../subject.js";
import { isTime } from "./action-status.js";
import type { DirectoryApi } from "./directory-api.js";
import { descriptionIn } from "./directory-listing.js";
import { type AnswerFinding, judgedSuccess, unclaimed } from "./judged-answer.js";
import { registrationOf } from "./registration-info.js";
import { registrationStep } from "./registration-trial.js";

/** Registration information, as it is given. */
export type Registration = Readonly<Record<string, unknown>>;

/** A time of a registration, in milliseconds since 1970. */
export const timeIn = (registration: Registration, name: "created" | "modified"): number =>
  Date.parse(String(registration[name]));

/** The Outcome of a time that is given when a Thing Description has been created, and again when it has been replaced. */
export async function ofRegistrationTimes(
  subject: ThingSubject,
  directory: DirectoryApi,
  name: "created" | "modified",
  judge: (before: Registration, after: Registration) => AnswerFinding,
): Promise<Outcome> {
  const created = await registrationStep(subject, directory, "created");
  const updated = await registrationStep(subject, directory, "updated");
  const before = typeof created === "string" ? undefined : registrationOf(descriptionIn(created.after!) ?? {});
  const answer = typeof updated === "string" ? updated : updated.after!;
  return judgedSuccess(`${name} where it is given`, answer, (exchange) => {
    const after = registrationOf(descriptionIn(exchange) ?? {});
    if (before === undefined || after === undefined) return unclaimed(`${name} is not given`);
    return isTime(before[name]) && isTime(after[name]) ? judge(before, after) : unclaimed(`${name} is not given`);
  });
}
