import { holds, violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofReply, shown } from "../../kinds/requests.js";
import { readTrial } from "../../trials/read.js";

const trial = readTrial(
  "malformed-data",
  { type: "object", properties: { hue: { type: "integer" } } },
  { status: 200, headers: { "content-type": "application/json" }, body: '{"hue": 12' },
);

export const malformedDataIsAnError = consumerCheck({
  id: "scripting/malformed-data",
  area: "scripting",
  specification: "scripting",
  section: "§ The value() method",
  level: "SHOULD",
  requirement: "Data that is no JSON, though it is said to be, is an error to the user of a Consumer.",
  procedure:
    "Answers a read with 200, application/json, and an object that is not closed. Warns when the client tells its user of a success.",
  example: "The client gives its user an empty object.",
  exercises: [
    {
      trial,
      judge: (record) =>
        ofReply(record, "readproperty", (reply) =>
          reply.kind === "failed" ? holds : violated(`the client gives its user ${shown(reply.value)}`),
        ),
    },
  ],
});
