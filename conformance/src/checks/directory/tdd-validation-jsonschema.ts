import { directoryCheck } from "../../kinds/directory-check.js";
import { judgedAnswer } from "../../kinds/judged-answer.js";
import { validationTrial } from "../../kinds/validation-trial.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const mistypedIsRefused = directoryCheck({
  id: "tdd-validation-jsonschema",
  section: "exploration-directory-api-things-validation",
  level: "SHOULD",
  requirement: "The validation is at least that of the JSON Schema of Thing Descriptions.",
  procedure:
    "Tries to register a Thing Description of which a Form has a number as href. Warns when that is a success.",
  example: "A Thing Description with the href 7 is answered with 201.",
  safety: "write",
  offers: ["createThing"],
  async judge(subject, directory) {
    const trial = await validationTrial(subject, directory);
    const exchange = typeof trial === "string" ? trial : trial.mistyped;
    return judgedAnswer("an error", exchange, (answer) => !isSuccess(answer.response) || summaryOf(answer));
  },
});
