import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofRequests } from "../../kinds/requests.js";
import { action, description, form, without } from "../../probe-thing/description.js";
import { noContent } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";

const trial: Trial = {
  name: "default-op-action",
  describe: ({ base }) =>
    description("default-op-action", {
      actions: { fade: action({}, without(form(`${base}/fade`, "invokeaction"), "op")) },
    }),
  answer: () => noContent,
  async perform(client) {
    await client.interact("invokeaction", "fade");
  },
};

export const actionFormInvokes = consumerCheck({
  id: "td-default-op-actions",
  area: "td",
  specification: "td11",
  section: "sec-default-values",
  level: "MUST",
  requirement: "A Form of an action without op is for invokeaction.",
  procedure: "Tells the client to invoke an action whose Form has no op. Fails when it sends nothing.",
  example: "The client finds no Form for invokeaction.",
  exercises: [
    {
      trial,
      judge: (record) => ofRequests(record, { operation: "invokeaction", mustSend: true, faultIn: () => undefined }),
    },
  ],
});
