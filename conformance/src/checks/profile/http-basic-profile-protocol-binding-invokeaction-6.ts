import { actionCheck } from "../../kinds/action-check.js";
import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const actionHasAResponse = actionCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-6",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "MUST",
  requirement: "An action that is invoked is answered with 200 or 204, with 201, or with an error.",
  procedure: "Invokes each action with POST. Fails when the answer is none of these.",
  example: "POST on an action is answered with 202.",
  judge({ invoke }) {
    const { response } = invoke;
    if (response === undefined) return unexercised(summaryOf(invoke));
    const { status } = response;
    if (status >= 300 && status < 400) return unexercised(summaryOf(invoke));
    return [200, 201, 204].includes(status) || status >= 400 ? holds : violated(summaryOf(invoke));
  },
});
