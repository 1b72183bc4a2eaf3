import { holds, violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofReply } from "../../kinds/requests.js";
import { description, form, level } from "../../probe-thing/description.js";
import { json } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";

const trial: Trial = {
  name: "incomplete-message",
  describe: ({ base }) =>
    description("incomplete-message", { properties: { level: level(form(`${base}/level`, "readproperty")) } }),
  answer: () => ({ ...json(7), ending: "cut" }),
  async perform(client) {
    await client.interact("readproperty", "level");
  },
};

export const halfMessageIsNone = consumerCheck({
  id: "http/incomplete-message",
  area: "http",
  specification: "rfc9112",
  section: "§8",
  level: "MUST",
  requirement: "A response that ends before its Content-Length is incomplete, and is not taken for the whole.",
  procedure:
    "Answers a read with one byte of the two that Content-Length promises, and closes the connection. Fails when the client gives its user a value.",
  example: "The client gives 7, of what may have been 75.",
  exercises: [
    {
      trial,
      judge: (record) =>
        ofReply(record, "readproperty", ({ kind }) =>
          kind === "failed" ? holds : violated("the client gives its user the half of a value"),
        ),
    },
  ],
});
