import { coapDescriptionCheck } from "../../kinds/coap-description-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary, isCoapSuccess } from "../../wire/coap/coap-exchange.js";

export const coapDescriptionIsGot = coapDescriptionCheck({
  id: "exploration-server-coap-method",
  section: "exploration-server",
  level: "MUST",
  requirement: "A server gives out a description over CoAP to GET.",
  procedure:
    "Sends GET to /.well-known/wot of the server. Fails when that is answered with 4.05 or 5.01. 4.04 is a server that gives out none.",
  example: "GET at /.well-known/wot is answered with 4.05.",
  safety: "read",
  judge(response, exchange) {
    const expected = "neither 4.05 nor 5.01";
    if (["4.05", "5.01"].includes(response.code)) return outcome("violated", expected, coapSummary(exchange), exchange);
    if (isCoapSuccess(response)) return outcome("holds", expected, coapSummary(exchange), exchange);
    return inconclusive(expected, coapSummary(exchange), exchange);
  },
});
