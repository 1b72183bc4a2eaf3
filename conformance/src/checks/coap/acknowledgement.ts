import { coapCheck } from "../../kinds/coap-form.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary, messageText } from "../../wire/coap/coap-exchange.js";
import { coapGet } from "../../wire/coap/coap-request.js";

export const acknowledgementMatches = coapCheck({
  id: "coap/acknowledgement",
  area: "coap",
  specification: "rfc7252",
  section: "§4.2",
  level: "MUST",
  requirement: "A Confirmable request is acknowledged with its own Message ID, before or with its response.",
  procedure:
    "Reads a property with a Confirmable request. Fails when the response comes and no acknowledgement of the request before it.",
  example: "The response is Non-confirmable and the request is never acknowledged.",
  safety: "read",
  async judge(subject, { form }) {
    const expected = "an acknowledgement with the Message ID of the request";
    const exchange = await subject.coap.ask(coapGet(form.href));
    const { first, sent, transcript } = exchange;
    if (first === undefined || sent === undefined) return inconclusive(expected, coapSummary(exchange), exchange);
    if (first.type === "ACK") {
      return outcome(first.messageId === sent.messageId ? "holds" : "violated", expected, messageText(first), exchange);
    }
    const isAcknowledged = transcript.some(({ direction, text }) => {
      return direction === "received" && text.startsWith(`ACK 0.00 Empty id=${sent.messageId} `);
    });
    return outcome(isAcknowledged ? "holds" : "violated", expected, messageText(first), exchange);
  },
});
