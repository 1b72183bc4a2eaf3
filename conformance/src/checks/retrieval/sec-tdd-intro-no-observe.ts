import { coapServer } from "../../kinds/coap-server.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { type CoapExchange, isCoapSuccess } from "../../wire/coap/coap-exchange.js";
import { optionNumbers, optionOf } from "../../wire/coap/coap-message.js";
import { coapGet, uintOption } from "../../wire/coap/coap-request.js";

export const introductionIsNotObserved = thingCheck({
  id: "sec-tdd-intro-no-observe",
  area: "retrieval",
  specification: "discovery10",
  section: "security-consideration-amp-ddos",
  level: "SHOULD",
  requirement:
    "What introduces a Thing to everybody cannot be observed: small questions of a stranger must not bring many answers to another.",
  procedure:
    "Sends GET with Observe: 0 to /.well-known/core and /.well-known/wot of the server over CoAP, and deregisters. Warns when a success has the option Observe.",
  example: "The list of resources at /.well-known/core can be observed.",
  safety: "read",
  appliesTo: ({ thing }) => (coapServer(thing) === undefined ? "there is no Form over CoAP" : true),
  async judge(subject) {
    const expected = "no Observe in the answer";
    const exchanges: CoapExchange[] = [];
    for (const path of ["/.well-known/core", "/.well-known/wot"]) {
      const url = `${coapServer(subject.thing)}${path}`;
      const exchange = await subject.coap.ask(coapGet(url, uintOption(optionNumbers.observe, 0)));
      if (exchange.response === undefined || !isCoapSuccess(exchange.response)) continue;
      if (optionOf(exchange.first ?? exchange.response, optionNumbers.observe) !== undefined) {
        await subject.coap.askAgain(coapGet(url, uintOption(optionNumbers.observe, 1)));
        return outcome("violated", expected, `${path} can be observed`, exchange);
      }
      exchanges.push(exchange);
    }
    if (exchanges.length === 0) return inconclusive(expected, "nothing introduces it over CoAP");
    return outcome("holds", expected, `${exchanges.length} of 2 answer, without it`, ...exchanges);
  },
});
