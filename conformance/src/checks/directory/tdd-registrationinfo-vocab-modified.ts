import { isTime } from "../../kinds/action-status.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn } from "../../kinds/directory-listing.js";
import { judgedSuccess, unclaimed } from "../../kinds/judged-answer.js";
import { registrationOf } from "../../kinds/registration-info.js";
import { registrationStep } from "../../kinds/registration-trial.js";

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
  async judge(subject, directory) {
    const [created, updated] = [
      await registrationStep(subject, directory, "created"),
      await registrationStep(subject, directory, "updated"),
    ];
    const before = typeof created === "string" ? undefined : registrationOf(descriptionIn(created.after!) ?? {});
    const after = typeof updated === "string" ? updated : updated.after!;
    return judgedSuccess("modified where it is given", after, (answer) => {
      const now = registrationOf(descriptionIn(answer) ?? {});
      if (!isTime(before?.modified) || !isTime(now?.modified)) return unclaimed("modified is not given");
      const [earlier, later] = [Date.parse(String(before?.modified)), Date.parse(String(now?.modified))];
      if (later < earlier) return `it was ${String(before?.modified)}, and is ${String(now?.modified)}`;
      return !isTime(now?.created) || Date.parse(String(now?.created)) <= later || "it is before created";
    });
  },
});
