import { holds, violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofReply } from "../../kinds/requests.js";
import { action, description, form } from "../../probe-thing/description.js";
import { json } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";

const refusal = { reason: "the door is open" };

const trial: Trial = {
  name: "default-success",
  describe: ({ base }) =>
    description("default-success", {
      schemaDefinitions: { refusal: { type: "object", properties: { reason: { type: "string" } } } },
      actions: {
        lock: action(
          { output: { type: "object" } },
          form(`${base}/lock`, "invokeaction", {
            response: { contentType: "application/json" },
            additionalResponses: [{ contentType: "application/json", schema: "refusal", "htv:statusCodeValue": 409 }],
          } as object),
        ),
      },
    }),
  answer: () => json(refusal, 409),
  async perform(client) {
    await client.interact("invokeaction", "lock");
  },
};

export const additionalResponseIsFailure = consumerCheck({
  id: "td-default-success",
  area: "td",
  specification: "td11",
  section: "sec-default-values",
  level: "MUST",
  requirement: "An additional response without success is a failure.",
  procedure:
    "Answers an action with 409, which the Form lists among its additional responses, without success. Fails when the client tells its user that the action succeeded.",
  example: "The client takes every response that the Form lists as a success.",
  exercises: [
    {
      trial,
      judge: (record) =>
        ofReply(record, "invokeaction", ({ kind }) =>
          kind === "failed" ? holds : violated("the client tells its user that the action succeeded"),
        ),
    },
  ],
});
