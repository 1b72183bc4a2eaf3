import { anonymousTrial } from "../../kinds/anonymous-trial.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn } from "../../kinds/directory-listing.js";
import { judgedSuccess } from "../../kinds/judged-answer.js";

export const anonymousGetsId = directoryCheck({
  id: "tdd-things-create-anonymous-id",
  section: "exploration-directory-api-things-creation",
  level: "MUST",
  requirement: "A Thing Description that was registered without an id has one afterwards.",
  procedure: "Registers a Thing Description without an id, and retrieves it at its Location. Fails when it has no id.",
  example: "What is retrieved at the Location has no id.",
  safety: "write",
  offers: ["createAnonymousThing"],
  async judge(subject, directory) {
    const trial = await anonymousTrial(subject, directory);
    const after = typeof trial === "string" ? trial : (trial.anonymous.after ?? "no Location says where it is");
    return judgedSuccess("an id", after, (answer) => {
      const { id } = descriptionIn(answer) ?? {};
      return (typeof id === "string" && id !== "") || `id is ${JSON.stringify(id) ?? "missing"}`;
    });
  },
});
