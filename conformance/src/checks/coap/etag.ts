import { coapCheck, coapReadForms, isElsewhere, isOutcome, responseIn } from "../../kinds/coap-form.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary } from "../../wire/coap/coap-exchange.js";
import { optionNumbers, optionOf } from "../../wire/coap/coap-message.js";
import { coapGet } from "../../wire/coap/coap-request.js";

export const etagIsValid = coapCheck({
  id: "coap/etag",
  area: "coap",
  specification: "rfc7252",
  section: "§5.9.1.3, §5.10.6.2",
  level: "SHOULD",
  requirement: "Who says which ETag it has is answered 2.03 as long as that is valid, without the payload.",
  procedure:
    "Reads properties until one has an ETag, and reads that again with it. Warns when the answer is 2.05 with the same ETag, or 2.03 with a payload. Without an ETag nothing is judged.",
  example: "The whole value comes again.",
  safety: "read",
  async judge(subject) {
    const expected = "2.03 Valid";
    for (const { form } of coapReadForms(subject.thing)) {
      const first = await subject.coap.ask(coapGet(form.href));
      const etag = first.response === undefined ? undefined : optionOf(first.response, optionNumbers.etag);
      if (etag === undefined) continue;
      const again = await subject.coap.ask(coapGet(form.href, { number: optionNumbers.etag, value: etag }));
      const response = responseIn(again, expected);
      if (isOutcome(response)) return response;
      const other = optionOf(response, optionNumbers.etag);
      const isOther = response.code === "2.05" && other !== undefined && !Buffer.from(other).equals(etag);
      if (isElsewhere(response) || isOther) return inconclusive(expected, coapSummary(again), again, first);
      const isRight = response.code === "2.03" && response.payload.length === 0;
      return outcome(isRight ? "holds" : "violated", expected, coapSummary(again), again, first);
    }
    return inconclusive(expected, "no response has an ETag");
  },
});
