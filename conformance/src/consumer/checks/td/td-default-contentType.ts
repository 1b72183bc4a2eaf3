import { essenceOf } from "../../../wire/http/media-type.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofRequests, valueIn } from "../../kinds/requests.js";
import { description, form, level, without } from "../../probe-thing/description.js";
import { fieldOf } from "../../probe-thing/http-arrival.js";
import { json, noContent } from "../../probe-thing/probe-answer.js";
import type { Trial } from "../../trial.js";

const trial: Trial = {
  name: "default-content-type",
  describe: ({ base }) =>
    description("default-content-type", {
      properties: {
        level: level(
          without(form(`${base}/read`, "readproperty"), "contentType"),
          without(form(`${base}/write`, "writeproperty"), "contentType"),
        ),
      },
    }),
  answer: ({ path }) => (path === "/read" ? json(7) : noContent),
  async perform(client) {
    await client.interact("writeproperty", "level", { value: 8 });
  },
};

export const contentTypeIsJson = consumerCheck({
  id: "td-default-contentType",
  area: "td",
  specification: "td11",
  section: "sec-default-values",
  level: "MUST",
  requirement: "A Form without contentType speaks application/json.",
  procedure:
    "Tells the client to write 8 on a Form without contentType. Fails when it sends another Content-Type than application/json, another body than 8 in JSON, or nothing.",
  example: "The client sends 8 as text/plain.",
  exercises: [
    {
      trial,
      judge: (record) =>
        ofRequests(record, {
          operation: "writeproperty",
          mustSend: true,
          isConcerned: ({ path }) => path === "/write",
          faultIn(arrival) {
            const type = fieldOf(arrival, "content-type");
            if (essenceOf(type) !== "application/json") return `Content-Type is ${type ?? "missing"}`;
            return valueIn(arrival) === 8 ? undefined : "the body is not 8 in JSON";
          },
        }),
    },
  ],
});
