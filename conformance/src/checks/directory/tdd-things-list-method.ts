import { directoryCheck } from "../../kinds/directory-check.js";
import { listing } from "../../kinds/directory-listing.js";
import { judgedAnswer } from "../../kinds/judged-answer.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const listingIsThere = directoryCheck({
  id: "tdd-things-list-method",
  section: "exploration-directory-api-things-listing",
  level: "MUST",
  requirement: "A directory lists its Thing Descriptions to GET at /things.",
  procedure: "Sends GET to /things. Fails when it is answered with an error.",
  example: "GET at /things is answered with 404.",
  safety: "read",
  offers: ["things"],
  async judge(subject, directory) {
    return judgedAnswer("a success status", await listing(subject, directory), (answer) =>
      isSuccess(answer.response) ? true : summaryOf(answer),
    );
  },
});
