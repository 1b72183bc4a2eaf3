import { action, description, form, level, without } from "../probe-thing/description.js";
import { json, noContent } from "../probe-thing/probe-answer.js";
import type { Trial } from "../trial.js";

const left = "htv:methodName";

/** A Thing whose Forms leave the method to the default. Each operation has a path of its own. */
export const defaultMethods: Trial = {
  name: "default-methods",
  describe: ({ base }) =>
    description("default-methods", {
      properties: {
        level: level(
          without(form(`${base}/read`, "readproperty"), left),
          without(form(`${base}/write`, "writeproperty"), left),
        ),
      },
      actions: { fade: action({}, without(form(`${base}/invoke`, "invokeaction"), left)) },
    }),
  answer: ({ path }) => (path === "/read" ? json(7) : noContent),
  async perform(client) {
    await client.interact("readproperty", "level");
    await client.interact("writeproperty", "level", { value: 8 });
    await client.interact("invokeaction", "fade");
  },
};
