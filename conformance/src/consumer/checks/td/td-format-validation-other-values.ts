import { violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { gives } from "../../kinds/requests.js";
import { description, form } from "../../probe-thing/description.js";
import { json } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";
import { replyTo } from "../../trial-record.js";

const trial: Trial = {
  name: "unknown-format",
  describe: ({ base }) =>
    description("unknown-format", {
      properties: {
        hue: {
          ...{ type: "string", format: "probe-hue", readOnly: true, observable: false },
          forms: [form(`${base}/hue`, "readproperty")],
        },
      },
    }),
  answer: () => json("teal"),
  async perform(client) {
    await client.interact("readproperty", "hue");
  },
};

export const unknownFormatIsValid = consumerCheck({
  id: "td-format-validation-other-values",
  area: "td",
  specification: "td11",
  section: "dataschema",
  level: "SHOULD",
  requirement: "A value is valid where the format that the DataSchema names is not known.",
  procedure:
    "Tells the client to read a text whose schema has a format that nobody knows. Warns when it refuses the description, or does not give the value.",
  example: "The client's validator throws for the unknown format.",
  exercises: [
    {
      trial,
      judge(record) {
        const taken = replyTo(record, "consume");
        if (taken?.kind === "failed") return violated(`the client refuses the description: ${taken.message}`);
        return gives(record, "readproperty", (value) => value === "teal");
      },
    },
  ],
});
