import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofRequests } from "../../kinds/requests.js";
import { description, form, level, without } from "../../probe-thing/description.js";
import { json } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";

const trial: Trial = {
  name: "default-write-only",
  describe: ({ base }) =>
    description("default-write-only", {
      properties: { level: without(level(form(`${base}/level`, "readproperty")), "writeOnly") },
    }),
  answer: () => json(7),
  async perform(client) {
    await client.interact("readproperty", "level");
  },
};

export const propertyIsReadable = consumerCheck({
  id: "td-default-writeOnly",
  area: "td",
  specification: "td11",
  section: "sec-default-values",
  level: "MUST",
  requirement: "A property without writeOnly may be read.",
  procedure:
    "Tells the client to read a property that does not say writeOnly, and has a Form for readproperty. Fails when it sends nothing.",
  example: "The client refuses to read, since the property does not say that it may.",
  exercises: [
    {
      trial,
      judge: (record) => ofRequests(record, { operation: "readproperty", mustSend: true, faultIn: () => undefined }),
    },
  ],
});
