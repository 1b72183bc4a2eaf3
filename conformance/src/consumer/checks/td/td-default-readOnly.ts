import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofRequests } from "../../kinds/requests.js";
import { description, form, level, without } from "../../probe-thing/description.js";
import { noContent } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";

const trial: Trial = {
  name: "default-read-only",
  describe: ({ base }) =>
    description("default-read-only", {
      properties: { level: without(level(form(`${base}/level`, "writeproperty")), "readOnly") },
    }),
  answer: () => noContent,
  async perform(client) {
    await client.interact("writeproperty", "level", { value: 8 });
  },
};

export const propertyIsWritable = consumerCheck({
  id: "td-default-readOnly",
  area: "td",
  specification: "td11",
  section: "sec-default-values",
  level: "MUST",
  requirement: "A property without readOnly may be written.",
  procedure:
    "Tells the client to write a property that does not say readOnly, and has a Form for writeproperty. Fails when it sends nothing.",
  example: "The client refuses to write, since the property does not say that it may.",
  exercises: [
    {
      trial,
      judge: (record) => ofRequests(record, { operation: "writeproperty", mustSend: true, faultIn: () => undefined }),
    },
  ],
});
