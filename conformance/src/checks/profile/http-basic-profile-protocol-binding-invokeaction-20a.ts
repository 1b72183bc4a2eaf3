import { actionCheck } from "../../kinds/action-check.js";
import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { headerOf, isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const nothingComesWithoutOutput = actionCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-20a",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "MUST",
  requirement: "An action without output that is done is answered with 204, no Content-Type and no body.",
  procedure: "Invokes each action that has no output. Fails when a success other than 201 is not so.",
  example: "An action without output is answered with 200 and null.",
  concerns: ({ output }) => output === undefined,
  judge({ invoke }) {
    const { response } = invoke;
    const isDone = response !== undefined && isSuccess(response) && response.status !== 201 && response.status !== 202;
    if (!isDone) return unexercised(summaryOf(invoke));
    if (response.status !== 204) return violated(summaryOf(invoke));
    const contentType = headerOf(response, "content-type");
    return contentType === undefined ? holds : violated(`Content-Type: ${contentType}`);
  },
});
