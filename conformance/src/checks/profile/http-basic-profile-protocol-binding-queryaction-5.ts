import { actionCheck } from "../../kinds/action-check.js";
import { actionStatusOf } from "../../kinds/action-status.js";
import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

export const queryIsAnsweredAsProfiled = actionCheck({
  id: "http-basic-profile-protocol-binding-queryaction-5",
  section: "http-basic-profile-protocol-binding-queryaction",
  level: "MUST",
  requirement: "How an action goes is answered with 200 and an ActionStatus object as application/json.",
  procedure:
    "Invokes each action, and sends GET to the address of its state where the answer is 201. Fails when a success has another status, type or content.",
  example: "GET at the address of the state is answered with 200 and the text running.",
  evidence: ({ query }) => query,
  judge({ invoke, query }) {
    if (query === undefined) return unexercised(summaryOf(invoke));
    const { response } = query;
    if (response === undefined || !isSuccess(response)) return unexercised(summaryOf(query));
    if (response.status !== 200) return violated(summaryOf(query));
    const status = actionStatusOf(response);
    return typeof status === "string" ? violated(status) : holds;
  },
});
