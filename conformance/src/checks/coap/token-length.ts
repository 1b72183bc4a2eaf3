import { anything, getMessage, insist, silentTries } from "../../kinds/coap-datagrams.js";
import { coapCheck } from "../../kinds/coap-form.js";
import { inconclusive, outcome } from "../../outcome.js";
import { messageText } from "../../wire/coap/coap-exchange.js";

export const longTokenIsRejected = coapCheck({
  id: "coap/token-length",
  area: "coap",
  specification: "rfc7252",
  section: "§3",
  level: "MUST",
  requirement: "A message with a token length of 9 to 15 is malformed: it is rejected or ignored, and not answered.",
  procedure: "Sends a read whose header says a token length of 15. Fails when it is answered.",
  example: "The message is answered 2.05.",
  safety: "load",
  async judge(subject, { form }) {
    const expected = "a Reset, or nothing";
    const malformed = () => [getMessage(subject, form.href, { tokenLength: 15, token: new Uint8Array(15) })];
    const exchange = await insist(subject, form.href, malformed, anything, silentTries);
    const alive = await subject.coap.askAgain({ code: "0.01", url: form.href, options: [] });
    if (alive.response === undefined) return inconclusive(expected, "the server is silent", exchange, alive);
    const answer = exchange.received.find(({ code }) => code !== "0.00");
    if (answer !== undefined) return outcome("violated", expected, messageText(answer), exchange);
    return outcome(
      "holds",
      expected,
      exchange.received[0] === undefined ? "nothing came" : messageText(exchange.received[0]),
      exchange,
    );
  },
});
