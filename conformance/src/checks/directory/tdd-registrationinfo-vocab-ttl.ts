import { isTime } from "../../kinds/action-status.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn } from "../../kinds/directory-listing.js";
import { assignedExpiry, expiryTrial, ttlSeconds } from "../../kinds/expiry-trial.js";
import { judgedSuccess, unclaimed, unclear } from "../../kinds/judged-answer.js";
import { registrationOf } from "../../kinds/registration-info.js";

export const ttlCounts = directoryCheck({
  id: "tdd-registrationinfo-vocab-ttl",
  section: "exploration-directory-registration-info",
  level: "MUST",
  requirement: "Where Thing Descriptions expire, expires is the time of registration and the ttl.",
  procedure:
    "Registers a Thing Description with a ttl of an hour, and retrieves it. Fails when expires is not an hour after modified, else after created, give or take 5 seconds. A directory that gives no expires claims nothing.",
  example: "With a ttl of 3600, expires is an hour and a half after modified.",
  safety: "write",
  offers: ["createThing", "retrieveThing"],
  async judge(subject, directory) {
    const step = await expiryTrial(subject, directory);
    const after = typeof step === "string" ? step : step.after!;
    return judgedSuccess(`expires ${ttlSeconds} s after modified`, after, (answer) => {
      const { expires, modified, created } = registrationOf(descriptionIn(answer) ?? {}) ?? {};
      if (!isTime(expires)) return unclaimed("it does not expire");
      const registered = [modified, created].find(isTime);
      if (registered === undefined) return unclear("it does not say when it was registered");
      if (Date.parse(String(expires)) === Date.parse(assignedExpiry)) return unclear("expires is what was sent");
      const seconds = (Date.parse(String(expires)) - Date.parse(String(registered))) / 1_000;
      return Math.abs(seconds - ttlSeconds) <= toleranceSeconds || `expires is ${seconds} s after it`;
    });
  },
});

/** By how much expires may be off, in seconds: times may be rounded. */
const toleranceSeconds = 5;
