import { insist } from "../../kinds/coap-datagrams.js";
import { coapCheck } from "../../kinds/coap-form.js";
import { inconclusive, outcome } from "../../outcome.js";
import { messageText } from "../../wire/coap/coap-exchange.js";
import { empty } from "../../wire/coap/coap-probe.js";

export const pingIsReset = coapCheck({
  id: "coap/ping-reset",
  area: "coap",
  specification: "rfc7252",
  section: "§4.2",
  level: "MUST",
  requirement: "An Empty message that is Confirmable is rejected with a Reset.",
  procedure:
    "Sends an Empty message to the server, up to five times. Fails when something else comes, or nothing while requests are answered.",
  example: "The ping is answered with an acknowledgement, or not at all.",
  safety: "read",
  async judge(subject, { form }) {
    const expected = "a Reset with the same Message ID";
    const messageId = Math.floor(subject.random() * 65_536);
    const exchange = await insist(subject, form.href, () => [empty("CON", messageId)]);
    if (exchange.problem !== undefined) return inconclusive(expected, exchange.problem.message, exchange);
    const [answer] = exchange.received;
    if (answer === undefined) {
      const isAlive = (await subject.coap.ask({ code: "0.01", url: form.href, options: [] })).response !== undefined;
      return isAlive
        ? outcome("violated", expected, "nothing came", exchange)
        : inconclusive(expected, "the server is silent", exchange);
    }
    const isRight = answer.type === "RST" && answer.code === "0.00" && answer.messageId === messageId;
    return outcome(isRight ? "holds" : "violated", expected, messageText(answer), exchange);
  },
});
