import { directoryCheck } from "../../kinds/directory-check.js";
import { ofRegisteredChange } from "../../kinds/registered-change.js";
import { titles } from "../../kinds/registration-trial.js";

export const putReplaces = directoryCheck({
  id: "tdd-things-update",
  section: "exploration-directory-api-things-update",
  level: "MUST",
  requirement: "PUT at /things/ and an id replaces the Thing Description that is there.",
  procedure:
    "Registers a Thing Description, sends another with another title and a member less by PUT, and retrieves it. Fails when PUT is answered with an error, or what is retrieved is not the new one. A refusal of the media type alone decides nothing.",
  example: "PUT is answered with 204, and the old title is retrieved.",
  safety: "write",
  offers: ["updateThing"],
  judge(subject, directory) {
    return ofRegisteredChange(subject, directory, "updated", "the new Thing Description", (stored) => {
      if (stored.title !== titles.updated) return `its title is ${JSON.stringify(stored.title)}`;
      return stored.support === undefined || "a member of the old one is still there";
    });
  },
});
