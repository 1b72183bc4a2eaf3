import { coapCheck, isOutcome, responseIn } from "../../kinds/coap-form.js";
import { outcome } from "../../outcome.js";
import { coapSummary } from "../../wire/coap/coap-exchange.js";
import { optionNumbers, optionOf, uintOf } from "../../wire/coap/coap-message.js";
import { coapGet, resourceList } from "../../wire/coap/coap-request.js";

export const resourcesAreListed = coapCheck({
  id: "coap/well-known-core",
  area: "coap",
  specification: "rfc7252",
  section: "§7.2",
  level: "SHOULD",
  requirement: "A server lists its resources in the CoRE Link Format at /.well-known/core.",
  procedure:
    "Sends GET to /.well-known/core of the server. Warns when there is no list, or not in the Content-Format 40.",
  example: "There is nothing at that address.",
  safety: "read",
  async judge(subject, { form }) {
    const expected = "2.05 Content in the Content-Format 40";
    const exchange = await subject.coap.ask(coapGet(resourceList(form.href)));
    const response = responseIn(exchange, expected);
    if (isOutcome(response)) return response;
    const format = optionOf(response, optionNumbers.contentFormat);
    const isRight = response.code === "2.05" && format !== undefined && uintOf(format) === 40;
    const actual = `${coapSummary(exchange)}${format === undefined ? " without a Content-Format" : `, Content-Format ${uintOf(format)}`}`;
    return outcome(isRight ? "holds" : "violated", expected, actual, exchange);
  },
});
