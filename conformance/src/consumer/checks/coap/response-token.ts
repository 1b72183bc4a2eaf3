import { holds, unexercised, violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofReply, shown } from "../../kinds/requests.js";
import { coapJson } from "../../probe-thing/coap-answer.js";
import { coapTrial } from "../../trials/coap-level.js";

/** A response to nothing comes before the right one. */
const trial = coapTrial("coap-foreign-token", "readproperty", (question) => {
  const { messageId, token } = question.message;
  const foreign = Uint8Array.from([...token.subarray(0, 7), 0x5a]);
  const wrong = { type: "NON", messageId: messageId ^ 0x5a5a, token: foreign } as const;
  return [coapJson(question, "2.05", 99, wrong), coapJson(question, "2.05", 7)];
});

export const responseIsMatchedByToken = consumerCheck({
  id: "coap/response-token",
  area: "coap",
  specification: "rfc7252",
  section: "§5.3.2",
  level: "MUST",
  requirement: "A client takes a response for that of its request only when the token is the same.",
  procedure:
    "Answers a read over CoAP with a response of another token and the value 99, and then with its own and 7. Fails when the client gives its user 99.",
  example: "The client takes whatever comes first from where it asked.",
  exercises: [
    {
      trial,
      judge: (record) =>
        ofReply(record, "readproperty", (reply) => {
          if (reply.kind === "failed") return unexercised(`the client reports an error: ${reply.message}`);
          if (reply.value === 99) return violated("the client gives its user 99");
          return reply.value === 7 ? holds : unexercised(`the client gives its user ${shown(reply.value)}`);
        }),
    },
  ],
});
