import { directoryCheck } from "../../kinds/directory-check.js";
import { unclear } from "../../kinds/judged-answer.js";
import { problemDetailsIn, saysWhy } from "../../kinds/problem-details.js";
import { ofRefusal } from "../../kinds/validation-trial.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const refusalSaysWhy = directoryCheck({
  id: "tdd-validation-result",
  section: "exploration-directory-api-things-validation",
  level: "MUST",
  requirement: "A refusal says what is wrong with the Thing Description.",
  procedure:
    "Tries to register a document without title, security and securityDefinitions. Fails when the refusal has no body, or is a problem with neither detail nor validationErrors.",
  example: "The refusal is 400 without a body.",
  safety: "write",
  offers: ["createThing"],
  async judge(subject, directory) {
    return await ofRefusal(subject, directory, "what is wrong", (answer) => {
      const { response } = answer;
      if (response.body.byteLength === 0) return `${summaryOf(answer)} without a body`;
      const problem = problemDetailsIn(response);
      if (typeof problem === "string") return unclear(`${summaryOf(answer)}, and ${problem}`);
      return saysWhy(problem) || "neither detail nor validationErrors";
    });
  },
});
