import { directoryCheck } from "../../kinds/directory-check.js";
import { unclear } from "../../kinds/judged-answer.js";
import { encodingFault } from "../../kinds/problem-details.js";
import { ofRefusal } from "../../kinds/validation-trial.js";

export const refusalIsUtf8 = directoryCheck({
  id: "tdd-validation-response-utf-8",
  section: "exploration-directory-api-things-validation",
  level: "MUST",
  requirement: "A refusal is encoded in UTF-8.",
  procedure:
    "Tries to register a document without title, security and securityDefinitions. Fails when the refusal names another charset, or is not UTF-8.",
  example: "The refusal has Content-Type: application/problem+json; charset=iso-8859-1.",
  safety: "write",
  offers: ["createThing"],
  async judge(subject, directory) {
    return await ofRefusal(subject, directory, "UTF-8", ({ response }) => {
      if (response.body.byteLength === 0) return unclear("there is no refusal with a body");
      return encodingFault(response) ?? true;
    });
  },
});
