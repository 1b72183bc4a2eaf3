import { thingPath } from "../../kinds/directory-api.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { descriptionIn, retrieval } from "../../kinds/directory-listing.js";
import { judgedSuccess } from "../../kinds/judged-answer.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const retrievalBringsDescription = directoryCheck({
  id: "tdd-things-retrieve-resp",
  section: "exploration-directory-api-things-retrieval",
  level: "MUST",
  requirement: "A Thing Description that is retrieved comes with the status 200, and is the one that was asked for.",
  procedure:
    "Sends GET to /things/{id} for a listed id. Fails when a success has another status, or brings no object with that id.",
  example: "GET at /things/{id} brings the Thing Description of another Thing.",
  safety: "read",
  offers: ["things", "retrieveThing"],
  async judge(subject, directory) {
    return judgedSuccess("200 and the Thing Description", await retrieval(subject, directory), (answer) => {
      if (answer.response.status !== 200) return summaryOf(answer);
      const description = descriptionIn(answer);
      if (description === undefined) return "the body is no object";
      return (
        answer.request.url.endsWith(thingPath(String(description.id))) || `its id is ${JSON.stringify(description.id)}`
      );
    });
  },
});
