import type { DataSchema, PropertyAffordance } from "@thingwright/td";
import { description, form } from "../probe-thing/description.js";
import type { ProbeAnswer } from "../probe-thing/probe-answer.js";
import type { Trial } from "../trial.js";

/** A Trial in which a client reads a property with this schema, and is answered so. */
export function readTrial(name: string, schema: DataSchema, answer: ProbeAnswer): Trial {
  const access = { readOnly: true, writeOnly: false, observable: false };
  return {
    name,
    describe: ({ base }) =>
      description(name, {
        properties: {
          state: { ...schema, ...access, forms: [form(`${base}/state`, "readproperty")] } as PropertyAffordance,
        },
      }),
    answer: () => answer,
    async perform(client) {
      await client.interact("readproperty", "state");
    },
  };
}
