import { getMessage, insist } from "../../kinds/coap-datagrams.js";
import { coapCheck } from "../../kinds/coap-form.js";
import { inconclusive, outcome } from "../../outcome.js";
import { messageText } from "../../wire/coap/coap-exchange.js";

export const tokenIsEchoed = coapCheck({
  id: "coap/token",
  area: "coap",
  specification: "rfc7252",
  section: "§5.3.1",
  level: "MUST",
  requirement: "A response has the token of its request, whatever its length.",
  procedure: "Reads a property with a token of eight bytes, and with none. Fails when the response has another one.",
  example: "A token of eight bytes is cut to four.",
  safety: "read",
  async judge(subject, { form }) {
    const expected = "the token of the request";
    for (const token of [Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 255]), new Uint8Array(0)]) {
      const isResponse = ({ code }: { readonly code: string }) => code !== "0.00";
      const message = getMessage(subject, form.href, { token });
      const exchange = await insist(
        subject,
        form.href,
        () => [message],
        (received) => received.some(isResponse),
      );
      const answer = exchange.received.find(isResponse);
      if (answer === undefined) return inconclusive(expected, exchange.problem?.message ?? "nothing came", exchange);
      if (!Buffer.from(answer.token).equals(token)) return outcome("violated", expected, messageText(answer), exchange);
    }
    return outcome("holds", expected, "both tokens came back");
  },
});
