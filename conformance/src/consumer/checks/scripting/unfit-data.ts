import { holds, violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofReply, shown } from "../../kinds/requests.js";
import { json } from "../../probe-thing/probe-answer.js";
import { readTrial } from "../../trials/read.js";

const schema = { type: "integer", minimum: 0, maximum: 100 } as const;

const answers = { "above-maximum": 400, "other-type": "high" } as const;

export const unfitDataIsAnError = consumerCheck({
  id: "scripting/unfit-data",
  area: "scripting",
  specification: "scripting",
  section: "§ The value() method",
  level: "SHOULD",
  requirement: "Data that does not fit its data schema is an error to the user of a Consumer.",
  procedure:
    "Answers reads of an integer from 0 to 100 with 400, and with a text. Warns when the client tells its user of a success.",
  example: "The client gives its user a temperature of 400.",
  exercises: Object.entries(answers).map(([name, value]) => ({
    trial: readTrial(`unfit-data-${name}`, schema, json(value)),
    judge: (record) =>
      ofReply(record, "readproperty", (reply) =>
        reply.kind === "failed" ? holds : violated(`the client gives its user ${shown(reply.value)}`),
      ),
  })),
});
