import { actionCheck } from "../../kinds/action-check.js";
import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const cancellingIsAnsweredAsProfiled = actionCheck({
  id: "http-basic-profile-protocol-binding-cancelaction-5",
  section: "http-basic-profile-protocol-binding-cancelaction",
  level: "MUST",
  requirement: "An action that was cancelled is answered with 204.",
  procedure:
    "Invokes each action, and sends DELETE to the address of its state where the answer is 201. Fails when a success is another than 204; an error decides nothing, as cancelling need not be supported.",
  example: "DELETE at the address of the state is answered with 200 and its last state.",
  evidence: ({ cancel }) => cancel,
  judge({ invoke, cancel }) {
    if (cancel === undefined) return unexercised(summaryOf(invoke));
    const { response } = cancel;
    if (response === undefined || !isSuccess(response)) return unexercised(summaryOf(cancel));
    return response.status === 204 ? holds : violated(summaryOf(cancel));
  },
});
