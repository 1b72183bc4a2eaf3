import { getMessage, insist } from "../../kinds/coap-datagrams.js";
import { coapCheck } from "../../kinds/coap-form.js";
import { inconclusive, outcome } from "../../outcome.js";
import { messageText } from "../../wire/coap/coap-exchange.js";

export const nonConfirmableIsAnsweredSo = coapCheck({
  id: "coap/non-confirmable",
  area: "coap",
  specification: "rfc7252",
  section: "§5.2.3",
  level: "SHOULD",
  requirement: "A Non-confirmable request is answered by a Non-confirmable response, and never acknowledged (§4.3).",
  procedure:
    "Reads a property with a Non-confirmable request, up to five times. Warns when the response is no Non-confirmable message.",
  example: "The response is an acknowledgement.",
  safety: "read",
  async judge(subject, { form }) {
    const expected = "a Non-confirmable response";
    const exchange = await insist(subject, form.href, () => [getMessage(subject, form.href, { type: "NON" })]);
    const [answer] = exchange.received;
    if (answer === undefined) {
      const reason = exchange.problem?.message ?? "nothing came";
      return inconclusive(expected, reason, exchange);
    }
    return outcome(answer.type === "NON" ? "holds" : "violated", expected, messageText(answer), exchange);
  },
});
