import { directoryCheck } from "../../kinds/directory-check.js";
import { ofRegistrationTimes, timeIn } from "../../kinds/registration-times.js";

export const creationTimeStays = directoryCheck({
  id: "tdd-registrationinfo-vocab-created",
  section: "exploration-directory-registration-info",
  level: "MAY",
  requirement: "The time created is when the Thing Description was created: it stays when that changes.",
  procedure:
    "Registers a Thing Description, and replaces it by PUT. Warns when created is another afterwards. A directory that does not give it claims nothing.",
  example: "created is the time of the last change.",
  safety: "write",
  offers: ["createThing", "updateThing"],
  judge(subject, directory) {
    return ofRegistrationTimes(subject, directory, "created", (before, after) => {
      const isSame = timeIn(before, "created") === timeIn(after, "created");
      return isSame || `it was ${String(before.created)}, and is ${String(after.created)}`;
    });
  },
});
