import { isTime } from "../../kinds/action-status.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { ofRegistrationTimes, timeIn } from "../../kinds/registration-times.js";

export const changeTimeGoesOn = directoryCheck({
  id: "tdd-registrationinfo-vocab-modified",
  section: "exploration-directory-registration-info",
  level: "MAY",
  requirement:
    "The time modified is when the Thing Description was last changed: not before it was created, nor before an earlier change.",
  procedure:
    "Registers a Thing Description, and replaces it by PUT. Warns when modified goes back, or lies before created. A directory that does not give it claims nothing.",
  example: "modified is a day before created.",
  safety: "write",
  offers: ["createThing", "updateThing"],
  judge(subject, directory) {
    return ofRegistrationTimes(subject, directory, "modified", (before, after) => {
      const later = timeIn(after, "modified");
      if (later < timeIn(before, "modified"))
        return `it was ${String(before.modified)}, and is ${String(after.modified)}`;
      return !isTime(after.created) || timeIn(after, "created") <= later || "it is before created";
    });
  },
});
