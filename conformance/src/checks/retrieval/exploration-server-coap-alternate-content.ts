import { servedCoapCheck } from "../../kinds/coap-description-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { type CoapExchange, isCoapSuccess } from "../../wire/coap/coap-exchange.js";
import { optionNumbers, optionOf, uintOf } from "../../wire/coap/coap-message.js";
import { coapGet, uintOption } from "../../wire/coap/coap-request.js";

export const coapDescriptionIsNegotiated = servedCoapCheck({
  id: "exploration-server-coap-alternate-content",
  section: "exploration-server",
  level: "MAY",
  requirement: "A description comes over CoAP in the Content-Format that Accept asks for, where it comes.",
  procedure:
    "Sends GET with Accept: 50, and with Accept: 432, to /.well-known/wot of the server. Warns when a success has another Content-Format.",
  example: "With Accept: 432 the description comes in the Content-Format 50.",
  safety: "read",
  async judge(_response, { request: { url } }, subject) {
    const expected = "what Accept asks for, or an error";
    const given: CoapExchange[] = [];
    for (const accept of [50, 432]) {
      const exchange = await subject.coap.ask(coapGet(url, uintOption(optionNumbers.accept, accept)));
      if (exchange.response === undefined || !isCoapSuccess(exchange.response)) continue;
      const format = optionOf(exchange.response, optionNumbers.contentFormat);
      const actual = format === undefined ? "none" : String(uintOf(format));
      if (actual !== String(accept)) {
        return outcome("violated", expected, `Content-Format ${actual} instead of ${accept}`, exchange);
      }
      given.push(exchange);
    }
    const [first] = given;
    if (first === undefined) return inconclusive(expected, "with Accept there is no description");
    return outcome("holds", expected, `${given.length} of 2 formats`, ...given);
  },
});
