import { directoryCheck } from "../../kinds/directory-check.js";
import { ofRegisteredChange } from "../../kinds/registered-change.js";
import { titles } from "../../kinds/registration-trial.js";

export const patchChanges = directoryCheck({
  id: "tdd-things-update-partial",
  section: "exploration-directory-api-things-update",
  level: "MUST",
  requirement: "PATCH at /things/ and an id changes a part of the Thing Description that is there.",
  procedure:
    "Registers a Thing Description, sends another title by PATCH, and retrieves it. Fails when PATCH is answered with an error, or the title is the old one. A refusal of the media type alone decides nothing.",
  example: "PATCH is answered with 204, and the old title is retrieved.",
  safety: "write",
  offers: ["partiallyUpdateThing"],
  judge(subject, directory) {
    return ofRegisteredChange(subject, directory, "patched", "the new title", ({ title }) => {
      return title === titles.patched || `its title is ${JSON.stringify(title)}`;
    });
  },
});
