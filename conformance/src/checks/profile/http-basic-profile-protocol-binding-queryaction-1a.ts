import { actionCheck } from "../../kinds/action-check.js";
import { holds, isPassing, isRefusal, unexercised, violated } from "../../kinds/form-answer.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const asynchronousActionCanBeQueried = actionCheck({
  id: "http-basic-profile-protocol-binding-queryaction-1a",
  section: "http-basic-profile-protocol-binding-queryaction",
  level: "MUST",
  requirement: "An action that is answered before it is done can be asked how it goes.",
  procedure:
    "Invokes each action, and sends GET to the address of its state where the answer is 201. Fails when that is answered with 404, 405, 410 or 501.",
  example: "GET at the address of the state is answered with 405.",
  evidence: ({ query }) => query,
  judge({ invoke, query }) {
    if (query === undefined) return unexercised(summaryOf(invoke));
    const { response } = query;
    if (response === undefined || isPassing(response) || isRefusal(response)) return unexercised(summaryOf(query));
    return [404, 405, 410, 501].includes(response.status) ? violated(summaryOf(query)) : holds;
  },
});
