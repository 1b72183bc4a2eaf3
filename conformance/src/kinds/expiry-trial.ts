import type { Outcome } from "../outcome.js";
import type { Subject, ThingSubject } from "../subject.js";
import { isTime } from "./action-status.js";
import { type DirectoryApi, thingPath } from "./directory-api.js";
import {
  type DirectoryStep,
  type OpenDirectory,
  putNew,
  registrationObstacle,
  retrieveUntil,
  unusedId,
} from "./directory-change.js";
import { descriptionIn } from "./directory-listing.js";
import { type AnswerFinding, judgedSuccess, unclaimed } from "./judged-answer.js";
import { sampleDescription } from "./registered-description.js";
import { registrationOf } from "./registration-info.js";

/** How long a Thing Description is to be registered, in seconds. */
export const ttlSeconds = 3_600;

/** When a client says that it expires, which does not count beside a ttl. */
export const assignedExpiry = "2020-01-01T00:00:00Z";

const tried = new WeakMap<Subject, Promise<DirectoryStep | string>>();

/** Registers a Thing Description with a ttl, and with a time of its end that is long past. All checks look at the same one. */
function expiryTrial(subject: ThingSubject, directory: DirectoryApi): Promise<DirectoryStep | string> {
  const known = tried.get(subject) ?? tryOne({ subject, directory });
  tried.set(subject, known);
  return known;
}

async function tryOne(open: OpenDirectory): Promise<DirectoryStep | string> {
  const obstacle = registrationObstacle(open);
  if (obstacle !== undefined) return obstacle;
  const unused = await unusedId(open);
  if (typeof unused === "string") return unused;
  const { id } = unused;
  const registration = { ttl: ttlSeconds, expires: assignedExpiry };
  const context = ["https://www.w3.org/2022/wot/td/v1.1", "https://www.w3.org/2022/wot/discovery"];
  const change = await putNew(open, id, sampleDescription({ id, "@context": context, registration }));
  return { change, after: await retrieveUntil(open, thingPath(id), (exchange) => descriptionIn(exchange)?.id === id) };
}

/** The Outcome of what is registered with a ttl; a directory in which nothing expires claims nothing. */
export async function ofExpiry(
  subject: ThingSubject,
  directory: DirectoryApi,
  expected: string,
  judge: (expires: string, registration: Readonly<Record<string, unknown>>) => AnswerFinding,
): Promise<Outcome> {
  const step = await expiryTrial(subject, directory);
  return judgedSuccess(expected, typeof step === "string" ? step : step.after!, (answer) => {
    const registration = registrationOf(descriptionIn(answer) ?? {}) ?? {};
    return isTime(registration.expires)
      ? judge(String(registration.expires), registration)
      : unclaimed("it does not expire");
  });
}
