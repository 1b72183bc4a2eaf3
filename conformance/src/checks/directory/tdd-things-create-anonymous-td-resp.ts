import { anonymousTrial } from "../../kinds/anonymous-trial.js";
import { createdPath, isIdentifier } from "../../kinds/directory-change.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedSuccess, unclear } from "../../kinds/judged-answer.js";
import { headerOf, summaryOf } from "../../wire/http/http-exchange.js";

export const anonymousHasLocation = directoryCheck({
  id: "tdd-things-create-anonymous-td-resp",
  section: "exploration-directory-api-things-creation",
  level: "MUST",
  requirement:
    "The registration of a Thing Description without an id is answered with 201, and with its address in Location.",
  procedure:
    "Registers a Thing Description without an id. Fails when a success has another status, or no Location below /things/ of the directory. A Location that is an id decides nothing.",
  example: "POST is answered with 201, and there is no Location.",
  safety: "write",
  offers: ["createAnonymousThing"],
  async judge(subject, directory) {
    const trial = await anonymousTrial(subject, directory);
    const change = typeof trial === "string" ? trial : trial.anonymous.change;
    return judgedSuccess("201 with a Location", change, (answer) => {
      if (answer.response.status !== 201) return summaryOf(answer);
      const location = headerOf(answer.response, "location") ?? "none";
      if (isIdentifier(location))
        return unclear(`Location: ${location}, an id; whether that is enough the text leaves open`);
      const isThere = createdPath({ subject, directory }, answer) !== undefined;
      return isThere || `Location: ${location}`;
    });
  },
});
