import { coapCheck, isOutcome, responseIn } from "../../kinds/coap-form.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary, isCoapSuccess } from "../../wire/coap/coap-exchange.js";
import { optionNumbers, optionOf, uintOf } from "../../wire/coap/coap-message.js";
import { coapGet } from "../../wire/coap/coap-request.js";
import { formatOf } from "../../wire/coap/content-format.js";

export const responseHasItsFormat = coapCheck({
  id: "coap/content-format",
  area: "coap",
  specification: "rfc7252",
  section: "§5.5.1",
  level: "SHOULD",
  requirement: "A response with a payload says its Content-Format, which is that of the Form.",
  procedure: "Reads a property. Warns when the answer has no Content-Format, or not that of the Form's contentType.",
  example: "JSON comes without a Content-Format.",
  safety: "read",
  concerns: ({ form }) => formatOf(form.response.contentType) !== undefined,
  async judge(subject, { form }) {
    const wanted = formatOf(form.response.contentType)!;
    const expected = `Content-Format ${wanted} (${form.response.contentType})`;
    const exchange = await subject.coap.ask(coapGet(form.href));
    const response = responseIn(exchange, expected);
    if (isOutcome(response)) return response;
    if (!isCoapSuccess(response) || response.payload.length === 0) {
      return inconclusive(expected, coapSummary(exchange), exchange);
    }
    const option = optionOf(response, optionNumbers.contentFormat);
    const actual = option === undefined ? "no Content-Format" : `Content-Format ${uintOf(option)}`;
    return outcome(
      option !== undefined && uintOf(option) === wanted ? "holds" : "violated",
      expected,
      actual,
      exchange,
    );
  },
});
