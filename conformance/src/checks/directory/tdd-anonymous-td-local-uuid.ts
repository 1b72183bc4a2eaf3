import { anonymousTrial } from "../../kinds/anonymous-trial.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn } from "../../kinds/directory-listing.js";
import { judgedSuccess, unclear } from "../../kinds/judged-answer.js";

export const anonymousIdIsUuid = directoryCheck({
  id: "tdd-anonymous-td-local-uuid",
  section: "exploration-directory-anonymous-td",
  level: "SHOULD",
  requirement: "The local identifier of a Thing Description without an id is a UUID of version 4, as a URN.",
  procedure:
    "Registers a Thing Description without an id, and retrieves it at its Location. Warns when its id is no such URN.",
  example: "The id of what is retrieved is 17.",
  safety: "write",
  offers: ["createAnonymousThing"],
  async judge(subject, directory) {
    const trial = await anonymousTrial(subject, directory);
    const after = typeof trial === "string" ? trial : (trial.anonymous.after ?? "no Location says where it is");
    return judgedSuccess("urn:uuid: and a UUID of version 4", after, (answer) => {
      const { id } = descriptionIn(answer) ?? {};
      if (typeof id !== "string") return unclear("it has no id");
      return uuid4.test(id) || id;
    });
  },
});

const uuid4 = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
