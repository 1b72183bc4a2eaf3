import { holds, unexercised, violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofReply } from "../../kinds/requests.js";
import { coapJson } from "../../probe-thing/coap-answer.js";
import { coapTrial } from "../../trials/coap-level.js";

/** An option of the range for experiments. Odd numbers are critical. */
const unknownOption = { number: 65_001, value: Uint8Array.from([1]) };

const trial = coapTrial("coap-critical-option", "readproperty", (question) => {
  // Who rejects an acknowledgement sends its request again.
  if (question.nth > 1) return [coapJson(question, "2.05", 7)];
  return [coapJson(question, "2.05", 99, { options: [unknownOption] })];
});

export const criticalOptionIsRejected = consumerCheck({
  id: "coap/critical-option",
  area: "coap",
  specification: "rfc7252",
  section: "§5.4.1",
  level: "MUST",
  requirement: "A client rejects a response with a critical option that it does not know.",
  procedure:
    "Answers a read over CoAP with the value 99 and a critical option that nobody knows, and the same request again with 7. Fails when the client gives its user 99.",
  example: "The client reads the payload, whatever options stand before it.",
  exercises: [
    {
      trial,
      judge(record) {
        if (record.datagrams.length === 0) return unexercised("nothing was sent");
        return ofReply(record, "readproperty", (reply) =>
          reply.kind === "done" && reply.value === 99 ? violated("the client gives its user 99") : holds,
        );
      },
    },
  ],
});
