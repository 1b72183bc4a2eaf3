import { actionCheck } from "../../kinds/action-check.js";
import { actionStatusOf, faultOfStatus } from "../../kinds/action-status.js";
import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const actionStatusIsComplete = actionCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-15",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "MUST",
  requirement: "The state of an action is an object with a status, and times as RFC 3339 has them.",
  procedure: "Invokes each action. Fails when the object in an answer 201 has no status, or a time that is none.",
  example: "The state of an action has its timeRequested in milliseconds.",
  judge({ invoke }) {
    const { response } = invoke;
    if (response?.status !== 201) return unexercised(summaryOf(invoke));
    const status = actionStatusOf(response);
    if (typeof status === "string") return unexercised(status);
    const fault = faultOfStatus(status);
    return fault === undefined ? holds : violated(fault);
  },
});
