import { actionCheck } from "../../kinds/action-check.js";
import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const synchronousActionIsAnsweredAtOnce = actionCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-7",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "MUST",
  requirement: "An action with synchronous true is answered when it is done.",
  procedure: "Invokes each action with synchronous true. Fails when a success is 201, which say that it is not done.",
  example: "An action with synchronous true is answered with 201 and the address of its state.",
  concerns: ({ synchronous }) => synchronous === true,
  judge({ invoke }) {
    const { response } = invoke;
    if (response === undefined || !isSuccess(response)) return unexercised(summaryOf(invoke));
    // That 202 is no answer at all is what invokeaction-6 says.
    if (response.status === 202) return unexercised(summaryOf(invoke));
    return response.status === 201 ? violated(summaryOf(invoke)) : holds;
  },
});
