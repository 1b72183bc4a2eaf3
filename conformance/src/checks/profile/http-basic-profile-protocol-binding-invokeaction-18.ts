import { actionCheck } from "../../kinds/action-check.js";
import { actionStatusOf, isObject } from "../../kinds/action-status.js";
import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const errorInStatusIsProblemDetails = actionCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-18",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "MUST",
  requirement: "The error in the state of an action is problem details.",
  procedure:
    "Invokes each action, and asks how it goes where the answer is 201. Fails when an error in its state is no object, or has a member of the wrong type.",
  example: "The error of an action is the text jammed.",
  evidence: ({ query, invoke }) => query ?? invoke,
  judge({ invoke, query = invoke }) {
    if (query.response === undefined) return unexercised(summaryOf(query));
    const status = actionStatusOf(query.response);
    if (typeof status === "string") return unexercised(status);
    if (!Object.hasOwn(status, "error")) return unexercised("there is no error");
    const { error } = status;
    if (!isObject(error)) return violated("the error is no object");
    const odd = ["type", "title", "detail", "instance"].find(
      (name) => Object.hasOwn(error, name) && typeof error[name] !== "string",
    );
    return odd === undefined ? holds : violated(`${odd} is no text`);
  },
});
