import { actionCheck } from "../../kinds/action-check.js";
import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const asynchronousActionIsAnsweredBefore = actionCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-8",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "MUST",
  requirement: "An action with synchronous false is answered before it is done, with 201.",
  procedure: "Invokes each action with synchronous false. Fails when a success is another than 201.",
  example: "An action with synchronous false is answered with 204.",
  concerns: ({ synchronous }) => synchronous === false,
  judge({ invoke }) {
    const { response } = invoke;
    if (response === undefined || !isSuccess(response)) return unexercised(summaryOf(invoke));
    return response.status === 201 ? holds : violated(summaryOf(invoke));
  },
});
