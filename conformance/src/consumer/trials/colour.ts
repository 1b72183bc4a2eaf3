import type { ObjectSchema } from "@thingwright/td";
import { description, form } from "../probe-thing/description.js";
import { json, noContent } from "../probe-thing/probe-answer.js";
import type { Trial } from "../trial.js";

/** A colour: nothing is said about members beside the hue. */
export const colourSchema: ObjectSchema = {
  type: "object",
  properties: { hue: { type: "integer", minimum: 0, maximum: 360 } },
  required: ["hue"],
};

/** A Thing whose colour the client is told to set to each of these values, one after the other. */
export function colourTrial(name: string, values: readonly unknown[]): Trial {
  return {
    name,
    describe: ({ base }) =>
      description(name, {
        properties: {
          colour: {
            ...colourSchema,
            ...{ readOnly: false, writeOnly: false, observable: false },
            forms: [form(`${base}/colour`, "readproperty"), form(`${base}/colour`, "writeproperty")],
          },
        },
      }),
    answer: ({ body }) => (body.byteLength === 0 ? json({ hue: 1 }) : noContent),
    async perform(client) {
      for (const value of values) await client.interact("writeproperty", "colour", { value });
    },
  };
}
