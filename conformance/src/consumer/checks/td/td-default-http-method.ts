import { holds, unexercised, violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { lineOf } from "../../kinds/requests.js";
import { description, form, level, without } from "../../probe-thing/description.js";
import { json, noContent } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";

/** The Form beside names a method, which is not meant for this one. */
const besideAnother: Trial = {
  name: "method-beside-another",
  describe: ({ base }) =>
    description("method-beside-another", {
      properties: {
        level: level(
          form(`${base}/write`, "writeproperty", { "htv:methodName": "PATCH" }),
          without(form(`${base}/read`, "readproperty"), "htv:methodName"),
        ),
      },
    }),
  answer: ({ path }) => (path === "/read" ? json(7) : noContent),
  async perform(client) {
    await client.interact("readproperty", "level");
  },
};

export const methodIsOfTheForm = consumerCheck({
  id: "td-default-http-method",
  area: "td",
  specification: "td11",
  section: "http-binding-assertions",
  level: "MUST",
  requirement: "A Form over HTTP that names no method has the default of its operation, whatever other Forms name.",
  procedure:
    "Tells the client readproperty on a Form without htv:methodName, beside one for writeproperty with PATCH. Fails when it reads with PATCH.",
  example: "The client reads with PATCH, the method of the Form beside.",
  exercises: [
    {
      trial: besideAnother,
      judge(record) {
        const [first] = record.arrivals;
        if (first === undefined) return unexercised("nothing was sent");
        if (first.method === "PATCH") return violated("readproperty goes with PATCH, the method of another Form");
        // Which method is the default of which operation is judged by the checks of the methods.
        return first.method === "GET" ? holds : unexercised(`readproperty goes as ${lineOf(first)}`);
      },
    },
  ],
});
