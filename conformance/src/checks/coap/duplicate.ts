import { getMessage, insist } from "../../kinds/coap-datagrams.js";
import { coapCheck } from "../../kinds/coap-form.js";
import { inconclusive, outcome } from "../../outcome.js";
import { messageText } from "../../wire/coap/coap-exchange.js";
import type { CoapMessage } from "../../wire/coap/coap-message.js";

export const duplicateIsAnsweredAlike = coapCheck({
  id: "coap/duplicate",
  area: "coap",
  specification: "rfc7252",
  section: "§4.5",
  level: "SHOULD",
  requirement: "Each copy of a Confirmable message is acknowledged, and with the same answer.",
  procedure:
    "Sends the same read twice with one Message ID, up to five times. Warns when the second copy is not acknowledged, or otherwise than the first.",
  example: "The second copy is answered with a Reset.",
  safety: "read",
  async judge(subject, { form }) {
    const expected = "the same acknowledgement twice";
    let message = getMessage(subject, form.href);
    const twice = () => {
      message = getMessage(subject, form.href);
      return [message, message];
    };
    const answersIn = (received: readonly CoapMessage[]) =>
      received.filter(({ messageId, type }) => messageId === message.messageId && (type === "ACK" || type === "RST"));
    const exchange = await insist(subject, form.href, twice, (received) => answersIn(received).length > 1);
    const [first, second] = answersIn(exchange.received);
    if (first === undefined)
      return inconclusive(expected, exchange.problem?.message ?? "the server is silent", exchange);
    if (second === undefined) return outcome("violated", expected, "the second copy was not acknowledged", exchange);
    const isSame = first.type === second.type && first.code === second.code;
    return outcome(
      isSame ? "holds" : "violated",
      expected,
      `${messageText(first)}; then ${messageText(second)}`,
      exchange,
    );
  },
});
