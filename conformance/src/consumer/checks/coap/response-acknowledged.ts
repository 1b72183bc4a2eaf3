import { holds, unexercised, violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { coapAcknowledgement, coapJson } from "../../probe-thing/coap-answer.js";
import type { Trial } from "../../trial.js";
import { replyTo } from "../../trial-record.js";
import { coapTrial } from "../../trials/coap-level.js";

/** Of the message that is to be acknowledged. */
const messageId = 0x5177;

const asked = coapTrial("coap-separate-response", "readproperty", (question) => [
  coapAcknowledgement(question),
  coapJson(question, "2.05", 7, { type: "CON", messageId }),
]);

const trial: Trial = {
  ...asked,
  async perform(client) {
    await asked.perform(client);
    await client.datagram("settled", ({ message }) => {
      return message.messageId === messageId && (message.type === "ACK" || message.type === "RST");
    });
  },
};

export const responseIsAcknowledged = consumerCheck({
  id: "coap/response-acknowledged",
  area: "coap",
  specification: "rfc7252",
  section: "§4.2",
  level: "MUST",
  requirement: "A client acknowledges a Confirmable response, or rejects it.",
  procedure:
    "Acknowledges a read over CoAP, and answers it with a Confirmable message of its own. Fails when neither an acknowledgement nor a reset comes for that.",
  example: "The client takes the value and says nothing, so that the Thing sends it again and again.",
  exercises: [
    {
      trial,
      judge(record) {
        const { settled } = record.events;
        if (settled === true) return holds;
        if (settled === undefined || replyTo(record, "readproperty")?.kind !== "done") {
          return unexercised("the response was not taken");
        }
        return violated("the client takes the value, and does not acknowledge it");
      },
    },
  ],
});
