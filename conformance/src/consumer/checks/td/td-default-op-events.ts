import { violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofRequests } from "../../kinds/requests.js";
import { description, form, without } from "../../probe-thing/description.js";
import { eventStream } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";
import { replyTo } from "../../trial-record.js";

const trial: Trial = {
  name: "default-op-event",
  describe: ({ base }) =>
    description("default-op-event", {
      events: {
        alarm: {
          data: { type: "integer" },
          forms: [without(form(`${base}/alarm`, "subscribeevent", { subprotocol: "sse" }), "op")],
        },
      },
    }),
  answer: () => eventStream(),
  async perform(client) {
    const reply = await client.interact("subscribeevent", "alarm");
    if (reply.kind !== "done" || !(await client.arrival("subscribed", () => true))) return;
    await client.interact("unsubscribeevent", "alarm");
    await client.closed("unsubscribed");
  },
};

export const eventFormSubscribes = consumerCheck({
  id: "td-default-op-events",
  area: "td",
  specification: "td11",
  section: "sec-default-values",
  level: "MUST",
  requirement: "A Form of an event without op is for subscribeevent and unsubscribeevent.",
  procedure:
    "Tells the client to subscribe to an event whose Form has no op, over Server-Sent Events, and to unsubscribe. Fails when it opens no stream, or does not close it.",
  example: "The client finds no Form for unsubscribeevent, and stays subscribed.",
  exercises: [
    {
      trial,
      judge(record) {
        const left = record.events.unsubscribed === false && replyTo(record, "unsubscribeevent")?.kind !== "silent";
        if (left) return violated("told unsubscribeevent, the client leaves the stream open");
        return ofRequests(record, { operation: "subscribeevent", mustSend: true, faultIn: () => undefined });
      },
    },
  ],
});
