import { consumerCheck } from "../../kinds/consumer-check.js";
import { gives } from "../../kinds/requests.js";
import { action, description, form } from "../../probe-thing/description.js";
import { json } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";
import { colourSchema } from "../../trials/colour.js";

const answered = { hue: 120, note: "for the feast", more: { depth: [1, 2] } };

const hasHue = (value: unknown): boolean => (Object(value) as { readonly hue?: unknown }).hue === 120;

const read: Trial = {
  name: "extras-read",
  describe: ({ base }) =>
    description("extras-read", {
      properties: {
        colour: {
          ...colourSchema,
          ...{ readOnly: true, observable: false },
          forms: [form(`${base}/colour`, "readproperty")],
        },
      },
    }),
  answer: () => json(answered),
  async perform(client) {
    await client.interact("readproperty", "colour");
  },
};

const invoked: Trial = {
  name: "extras-output",
  describe: ({ base }) =>
    description("extras-output", {
      actions: { mix: action({ output: colourSchema }, form(`${base}/mix`, "invokeaction")) },
    }),
  answer: () => json(answered),
  async perform(client) {
    await client.interact("invokeaction", "mix");
  },
};

export const moreDataIsTaken = consumerCheck({
  id: "client-data-schema-accept-extras",
  area: "property",
  specification: "td11",
  section: "behavior-data",
  level: "MUST",
  requirement: "A Consumer takes data beyond what the data schema describes without an error.",
  procedure:
    "Answers a read, and an action, with an object that has more members than its schema. Fails when the client reports an error, or does not give the member that is described.",
  example: "The client validates as if the schema allowed no further members.",
  exercises: [
    { trial: read, judge: (record) => gives(record, "readproperty", hasHue) },
    { trial: invoked, judge: (record) => gives(record, "invokeaction", hasHue) },
  ],
});
