import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer } from "../../kinds/judged-answer.js";
import { validationTrial } from "../../kinds/validation-trial.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const incompleteIsRefused = directoryCheck({
  id: "tdd-validation-syntactic",
  section: "exploration-directory-api-things-validation",
  level: "SHOULD",
  requirement: "A directory validates a Thing Description before it keeps it.",
  procedure:
    "Tries to register a document without title, security and securityDefinitions. Warns when that is a success.",
  example: "A Thing Description without security is answered with 201.",
  safety: "write",
  offers: ["createThing"],
  async judge(subject, directory) {
    const trial = await validationTrial(subject, directory);
    const exchange = typeof trial === "string" ? trial : trial.incomplete;
    return judgedAnswer("an error", exchange, (answer) => !isSuccess(answer.response) || summaryOf(answer));
  },
});
