import { actionCheck } from "../../kinds/action-check.js";
import { actionStates, actionStatusOf } from "../../kinds/action-status.js";
import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const actionStateIsKnown = actionCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-16",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "MUST",
  requirement: "The status of an action is pending, running, completed or failed.",
  procedure: "Invokes each action. Fails when the object in an answer 201 has another status.",
  example: "The status of an action is started.",
  judge({ invoke }) {
    const { response } = invoke;
    if (response?.status !== 201) return unexercised(summaryOf(invoke));
    const status = actionStatusOf(response);
    if (typeof status === "string") return unexercised(status);
    if (!Object.hasOwn(status, "status")) return unexercised("there is no status");
    return actionStates.includes(status.status) ? holds : violated(JSON.stringify(status.status));
  },
});
