import { actionCheck } from "../../kinds/action-check.js";
import { actionStatusOf } from "../../kinds/action-status.js";
import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { headerOf, summaryOf } from "../../wire/http/http-exchange.js";

export const asynchronousResponseHasLocation = actionCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-21",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "MUST",
  requirement:
    "An asynchronous response is 201 with the address of its state in Location and an ActionStatus object as application/json.",
  procedure:
    "Invokes each action. Fails when an answer 201 has no Location of http or https, or no JSON object of that type.",
  example: "An action is answered with 201 and no Location.",
  judge({ invoke }) {
    const { response, request } = invoke;
    if (response?.status !== 201) return unexercised(summaryOf(invoke));
    const location = headerOf(response, "location");
    if (location === undefined) return violated("no Location");
    const isUrl = URL.canParse(location, request.url) && /^https?:$/.test(new URL(location, request.url).protocol);
    if (!isUrl) return violated(`Location: ${location}`);
    const status = actionStatusOf(response);
    return typeof status === "string" ? violated(status) : holds;
  },
});
