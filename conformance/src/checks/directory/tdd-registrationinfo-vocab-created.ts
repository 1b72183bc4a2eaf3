import { isTime } from "../../kinds/action-status.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn } from "../../kinds/directory-listing.js";
import { judgedSuccess, unclaimed } from "../../kinds/judged-answer.js";
import { registrationOf } from "../../kinds/registration-info.js";
import { registrationStep } from "../../kinds/registration-trial.js";

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
  async judge(subject, directory) {
    const [created, updated] = [
      await registrationStep(subject, directory, "created"),
      await registrationStep(subject, directory, "updated"),
    ];
    const before = typeof created === "string" ? undefined : registrationOf(descriptionIn(created.after!) ?? {});
    const after = typeof updated === "string" ? updated : updated.after!;
    return judgedSuccess("created where it is given", after, (answer) => {
      const now = registrationOf(descriptionIn(answer) ?? {});
      if (!isTime(before?.created) || !isTime(now?.created)) return unclaimed("created is not given");
      const isSame = Date.parse(String(before?.created)) === Date.parse(String(now?.created));
      return isSame || `it was ${String(before?.created)}, and is ${String(now?.created)}`;
    });
  },
});
