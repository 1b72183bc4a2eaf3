import { holds, unexercised, violated } from "../../../kinds/form-answer.js";
import { mismatchOf } from "../../../kinds/schema-mismatch.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { shown, valueIn } from "../../kinds/requests.js";
import { replyTo } from "../../trial-record.js";
import { colourSchema, colourTrial } from "../../trials/colour.js";

export const noMoreDataIsSent = consumerCheck({
  id: "client-data-schema-no-extras",
  area: "property",
  specification: "td11",
  section: "behavior-data",
  level: "MUST",
  requirement: "A Consumer sends no data that the data schema of the interaction does not describe.",
  procedure:
    "Tells the client to write an object with a member that the schema does not have, which it may refuse or leave out. Fails when the member is sent.",
  example: "The client sends every member that its user gives it.",
  exercises: [
    {
      trial: colourTrial("data-with-extras", [{ hue: 120, note: "for the feast" }]),
      judge(record) {
        const bodies = record.arrivals.filter(({ body }) => body.byteLength > 0).map(valueIn);
        // What does not fit at all is judged by client-data-schema.
        const sent = bodies.filter((value) => mismatchOf(colourSchema, value).kind === "none");
        const undescribed = sent.find((value) => Object.keys(Object(value)).some((name) => name !== "hue"));
        if (undescribed !== undefined) return violated(`${shown(undescribed)} is sent`);
        if (sent.length > 0 || replyTo(record, "writeproperty")?.kind === "failed") return holds;
        return unexercised("nothing that fits was sent, and nothing refused");
      },
    },
  ],
});
