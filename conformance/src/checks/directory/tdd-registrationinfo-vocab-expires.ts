import { directoryCheck } from "../../kinds/directory-check.js";
import { assignedExpiry, ofExpiry } from "../../kinds/expiry-trial.js";

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
  judge(subject, directory) {
    return ofExpiry(subject, directory, "a computed expires", (expires) => {
      return Date.parse(expires) !== Date.parse(assignedExpiry) || `expires is ${expires}, as was sent`;
    });
  },
});
