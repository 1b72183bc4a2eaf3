import { anything, getMessage, insist, silentTries } from "../../kinds/coap-datagrams.js";
import { coapCheck } from "../../kinds/coap-form.js";
import { inconclusive, outcome } from "../../outcome.js";
import { messageText } from "../../wire/coap/coap-exchange.js";

export const unknownVersionIsIgnored = coapCheck({
  id: "coap/version",
  area: "coap",
  specification: "rfc7252",
  section: "§3",
  level: "MUST",
  requirement: "A message of an unknown version is ignored without a word.",
  procedure: "Sends a read of the version 2. Fails when anything comes back.",
  example: "The message is answered with a Reset.",
  safety: "load",
  async judge(subject, { form }) {
    const expected = "nothing";
    const exchange = await insist(
      subject,
      form.href,
      () => [getMessage(subject, form.href, { version: 2 })],
      anything,
      silentTries,
    );
    const alive = await subject.coap.askAgain({ code: "0.01", url: form.href, options: [] });
    if (alive.response === undefined) return inconclusive(expected, "the server is silent", exchange, alive);
    const [answer] = exchange.received;
    return outcome(
      answer === undefined ? "holds" : "violated",
      expected,
      answer === undefined ? "nothing came" : messageText(answer),
      exchange,
    );
  },
});
