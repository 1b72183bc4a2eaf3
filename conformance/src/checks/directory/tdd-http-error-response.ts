import { directoryCheck } from "../../kinds/directory-check.js";
import { retrieveUnknown } from "../../kinds/directory-listing.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { problemDetailsIn } from "../../kinds/problem-details.js";

export const errorsAreProblems = directoryCheck({
  id: "tdd-http-error-response",
  section: "exploration-directory-api",
  level: "MUST",
  requirement: "The errors of a directory are problem details.",
  procedure:
    "Asks for a Thing Description with an id that it made up. Fails when the error is not application/problem+json with an object.",
  example: "An unknown id is answered with 404 and text/html.",
  safety: "read",
  offers: ["retrieveThing"],
  async judge(subject, directory) {
    const expected = "problem details";
    return judgedAnswer(expected, await retrieveUnknown(subject, directory), ({ response }) => {
      if (response.status < 400) return unclear(`${response.status} is no error`);
      const problem = problemDetailsIn(response);
      return typeof problem === "string" ? `${response.status}, and ${problem}` : true;
    });
  },
});
