import { coapCheck, coapReadForms } from "../../kinds/coap-form.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary, isCoapSuccess } from "../../wire/coap/coap-exchange.js";
import { optionNumbers } from "../../wire/coap/coap-message.js";
import { coapGet, resourceList, uintOption } from "../../wire/coap/coap-request.js";

export const blockSizeIsKept = coapCheck({
  id: "coap/block-size",
  area: "coap",
  specification: "rfc7959",
  section: "§2.4",
  level: "MUST",
  requirement: "A response has blocks no larger than the request wants.",
  procedure:
    "Reads what is longer than 16 bytes in blocks of 16: a property, or the list of resources. Fails when a block is longer.",
  example: "The whole value comes at once.",
  safety: "read",
  async judge(subject) {
    const expected = "blocks of at most 16 bytes";
    const urls = coapReadForms(subject.thing).map(({ form }) => form.href);
    for (const url of [...urls.slice(0, mostRead), ...urls.slice(0, 1).map(resourceList)]) {
      const { response: whole } = await subject.coap.ask(coapGet(url));
      if (whole === undefined || !isCoapSuccess(whole) || whole.payload.length <= 16) continue;
      const exchange = await subject.coap.ask(coapGet(url, uintOption(optionNumbers.block2, 0)));
      const { first } = exchange;
      if (first === undefined || !isCoapSuccess(first)) return inconclusive(expected, coapSummary(exchange), exchange);
      const actual = `a block of ${first.payload.length} bytes`;
      return outcome(first.payload.length <= 16 ? "holds" : "violated", expected, actual, exchange);
    }
    return inconclusive(expected, "nothing is longer than one block");
  },
});

/** Most properties that are read to find a long one. */
const mostRead = 5;
