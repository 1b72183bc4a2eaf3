import { actionCheck } from "../../kinds/action-check.js";
import { actionStatusOf } from "../../kinds/action-status.js";
import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

export const statusHrefIsHttp = actionCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-19",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "MUST",
  requirement: "The href in the state of an action leads to http or https.",
  procedure: "Invokes each action. Fails when the href in an answer 201 does not.",
  example: "The href in the state of an action is coap://lamp.example/actions/fade/1.",
  judge({ invoke }) {
    const { response } = invoke;
    if (response?.status !== 201) return unexercised(summaryOf(invoke));
    const status = actionStatusOf(response);
    if (typeof status === "string") return unexercised(status);
    const { href } = status;
    if (href === undefined) return unexercised("there is no href");
    const isUrl = typeof href === "string" && URL.canParse(href, invoke.request.url);
    if (!isUrl) return violated("the href is no URL");
    const { protocol } = new URL(href, invoke.request.url);
    return /^https?:$/.test(protocol) ? holds : violated(href);
  },
});
