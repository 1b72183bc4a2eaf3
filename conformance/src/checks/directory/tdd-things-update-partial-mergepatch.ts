import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn } from "../../kinds/directory-listing.js";
import { judgedSuccess, unclear } from "../../kinds/judged-answer.js";
import { patch, registrationStep, titles } from "../../kinds/registration-trial.js";
import { inconclusive } from "../../outcome.js";

export const patchIsMerged = directoryCheck({
  id: "tdd-things-update-partial-mergepatch",
  section: "exploration-directory-api-things-update",
  level: "MUST",
  requirement:
    "What PATCH brings is applied as a JSON Merge Patch: null takes a member away, a new one is added, the others stay.",
  procedure:
    "Registers a Thing Description, sends a patch with another title, null for the description and a contact, and retrieves it. Fails when the title has changed, and a member that was null is there, one that was new is not, or one that was not named is gone.",
  example: "The description is null instead of gone.",
  safety: "write",
  offers: ["partiallyUpdateThing"],
  async judge(subject, directory) {
    const expected = "a merge patch";
    const step = await registrationStep(subject, directory, "patched");
    if (typeof step === "string") return inconclusive(expected, step);
    return judgedSuccess(
      expected,
      step.change,
      () => {
        const stored = descriptionIn(step.after!);
        if (stored?.title !== titles.patched) return unclear("the title has not changed");
        if (Object.hasOwn(stored, "description")) return `description is ${JSON.stringify(stored.description)}`;
        if (stored.support !== patch.support) return "the new member is not there";
        return stored.properties !== undefined || "what the patch does not name is gone";
      },
      step.after!,
    );
  },
});
