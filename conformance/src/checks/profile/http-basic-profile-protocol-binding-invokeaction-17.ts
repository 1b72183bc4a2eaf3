import { actionCheck } from "../../kinds/action-check.js";
import { actionStatusOf } from "../../kinds/action-status.js";
import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { mismatchOf } from "../../kinds/schema-mismatch.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const outputInStatusMatchesSchema = actionCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-17",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "MUST",
  requirement: "The output of an action that is completed is as its output schema says.",
  procedure:
    "Invokes each action that has an output, and asks how it goes where the answer is 201. Fails when an output in its state does not match the schema.",
  example: "The output of an action is a text, and its schema says number.",
  concerns: ({ output }) => output !== undefined,
  evidence: ({ query, invoke }) => query ?? invoke,
  judge({ action, invoke, query = invoke }) {
    if (query.response === undefined) return unexercised(summaryOf(query));
    const status = actionStatusOf(query.response);
    if (typeof status === "string") return unexercised(status);
    if (query === invoke || !Object.hasOwn(status, "output")) return unexercised("there is no state with an output");
    const mismatch = mismatchOf(action.output!, status.output);
    if (mismatch.kind === "none") return holds;
    return mismatch.kind === "value" ? violated(mismatch.message) : unexercised(mismatch.message);
  },
});
