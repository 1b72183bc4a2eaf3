import { directoryCheck } from "../../kinds/directory-check.js";
import { retrieveUnknown } from "../../kinds/directory-listing.js";
import { judgedAnswer, unclear } from "../../kinds/judged-answer.js";
import { encodingFault } from "../../kinds/problem-details.js";

export const problemsAreUtf8 = directoryCheck({
  id: "tdd-http-error-response-utf-8",
  section: "exploration-directory-api",
  level: "MUST",
  requirement: "The errors of a directory are encoded in UTF-8.",
  procedure:
    "Asks for a Thing Description with an id that it made up. Fails when the error names another charset, or is not UTF-8.",
  example: "An unknown id is answered with problem details in ISO 8859-1.",
  safety: "read",
  offers: ["retrieveThing"],
  async judge(subject, directory) {
    const expected = "UTF-8";
    return judgedAnswer(expected, await retrieveUnknown(subject, directory), ({ response }) => {
      if (response.status < 400 || response.body.byteLength === 0) return unclear("there is no error with a body");
      return encodingFault(response) ?? true;
    });
  },
});
