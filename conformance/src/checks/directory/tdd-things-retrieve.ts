import { directoryCheck } from "../../kinds/directory-check.js";
import { retrieval } from "../../kinds/directory-listing.js";
import { judgedAnswer } from "../../kinds/judged-answer.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const retrievalIsThere = directoryCheck({
  id: "tdd-things-retrieve",
  section: "exploration-directory-api-things-retrieval",
  level: "MUST",
  requirement: "A Thing Description is retrieved by GET at /things/ and its id.",
  procedure: "Sends GET to /things/{id} for a listed id. Fails when it is answered with an error.",
  example: "GET at /things/urn%3Aexample%3Alamp is answered with 404, though it is listed.",
  safety: "read",
  offers: ["things", "retrieveThing"],
  async judge(subject, directory) {
    return judgedAnswer("a success status", await retrieval(subject, directory), (answer) =>
      isSuccess(answer.response) ? true : summaryOf(answer),
    );
  },
});
