import { servedCoapCheck } from "../../kinds/coap-description-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary, isCoapSuccess } from "../../wire/coap/coap-exchange.js";
import { optionNumbers, optionOf, uintOf } from "../../wire/coap/coap-message.js";
import { coapGet, uintOption } from "../../wire/coap/coap-request.js";

export const coapDescriptionHasSize = servedCoapCheck({
  id: "exploration-server-coap-size2",
  section: "exploration-server",
  level: "SHOULD",
  requirement: "Who asks for the size of a description over CoAP gets an estimate.",
  procedure: "Sends GET with the option Size2 to /.well-known/wot of the server. Warns when a success has no Size2.",
  example: "The answer to a GET with Size2 has none.",
  safety: "read",
  async judge(_response, { request: { url } }, subject) {
    const expected = "an option Size2";
    const exchange = await subject.coap.ask(coapGet(url, uintOption(optionNumbers.size2, 0)));
    const first = exchange.first ?? exchange.response;
    if (first === undefined || !isCoapSuccess(first)) return inconclusive(expected, coapSummary(exchange), exchange);
    const size = optionOf(first, optionNumbers.size2);
    if (size === undefined) return outcome("violated", expected, `${coapSummary(exchange)} without it`, exchange);
    return outcome("holds", expected, `${uintOf(size)} bytes`, exchange);
  },
});
