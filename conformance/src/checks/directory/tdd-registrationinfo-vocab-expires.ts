import { isTime } from "../../kinds/action-status.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn } from "../../kinds/directory-listing.js";
import { assignedExpiry, expiryTrial } from "../../kinds/expiry-trial.js";
import { judgedSuccess, unclaimed } from "../../kinds/judged-answer.js";
import { registrationOf } from "../../kinds/registration-info.js";

export const assignedExpiryIsIgnored = directoryCheck({
  id: "tdd-registrationinfo-vocab-expires",
  section: "exploration-directory-registration-info",
  level: "MUST",
  requirement: "Where Thing Descriptions expire, a ttl counts, and an expires that was sent beside it does not.",
  procedure:
    "Registers a Thing Description with a ttl of an hour and an expires of long ago, and retrieves it. Fails when expires is what was sent. A directory that gives no expires claims nothing.",
  example: "expires is the time that was sent.",
  safety: "write",
  offers: ["createThing", "retrieveThing"],
  async judge(subject, directory) {
    const step = await expiryTrial(subject, directory);
    const after = typeof step === "string" ? step : step.after!;
    return judgedSuccess("a computed expires", after, (answer) => {
      const { expires } = registrationOf(descriptionIn(answer) ?? {}) ?? {};
      if (!isTime(expires)) return unclaimed("it does not expire");
      return Date.parse(String(expires)) !== Date.parse(assignedExpiry) || `expires is ${String(expires)}, as was sent`;
    });
  },
});
