import { isObject } from "../../kinds/action-status.js";
import { directoryCheck } from "../../kinds/directory-check.js";
import { unclear } from "../../kinds/judged-answer.js";
import { encodingFault, problemDetailsIn, saysWhy } from "../../kinds/problem-details.js";
import { ofRefusal } from "../../kinds/validation-trial.js";

export const refusalListsErrors = directoryCheck({
  id: "tdd-validation-response",
  section: "exploration-directory-api-things-validation",
  level: "MUST",
  requirement: "A refusal is problem details with validationErrors, of which each has field and description.",
  procedure:
    "Tries to register a document without title, security and securityDefinitions. Fails when the refusal says something, and not in this form.",
  example: 'The refusal is {"detail":"security is missing"}.',
  safety: "write",
  offers: ["createThing"],
  async judge(subject, directory) {
    return await ofRefusal(subject, directory, "problem details with validationErrors", ({ response }) => {
      if (encodingFault(response) !== undefined || response.body.byteLength === 0)
        return unclear("there is nothing to read");
      const problem = problemDetailsIn(response);
      if (typeof problem === "string") return problem;
      if (!saysWhy(problem)) return unclear("it says nothing");
      const { validationErrors } = problem;
      if (!Array.isArray(validationErrors) || validationErrors.length === 0) return "there are no validationErrors";
      const isError = (each: unknown) =>
        isObject(each) && typeof each.field === "string" && typeof each.description === "string";
      return (
        validationErrors.every(isError) ||
        `an error is ${JSON.stringify(validationErrors.find((each) => !isError(each)))}`
      );
    });
  },
});
