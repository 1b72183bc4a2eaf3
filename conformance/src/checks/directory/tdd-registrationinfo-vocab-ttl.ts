import { isTime } from "../../kinds/action-status.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { assignedExpiry, ofExpiry, ttlSeconds } from "../../kinds/expiry-trial.js";
import { unclear } from "../../kinds/judged-answer.js";

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
  judge(subject, directory) {
    const expected = `expires ${ttlSeconds} s after modified`;
    return ofExpiry(subject, directory, expected, (expires, { modified, created }) => {
      const registered = [modified, created].find(isTime);
      if (registered === undefined) return unclear("it does not say when it was registered");
      if (Date.parse(expires) === Date.parse(assignedExpiry)) return unclear("expires is what was sent");
      const seconds = (Date.parse(expires) - Date.parse(String(registered))) / 1_000;
      return Math.abs(seconds - ttlSeconds) <= toleranceSeconds || `expires is ${seconds} s after it`;
    });
  },
});

/** By how much expires may be off, in seconds: times may be rounded. */
const toleranceSeconds = 5;
