import { isElsewhere, isOutcome, responseIn } from "../../kinds/coap-form.js";
import { coapValueIn, coapWritable, coapWriteCheck } from "../../kinds/coap-write.js";
import { putValueBack } from "../../kinds/value-trial.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary } from "../../wire/coap/coap-exchange.js";
import { coapGet, coapPut } from "../../wire/coap/coap-request.js";

/** A Content-Format for experiments (RFC 7252 §12.3): no server has it. */
const unknownFormat = 65_000;

export const unknownFormatIsRefused = coapWriteCheck({
  id: "coap/unsupported-format",
  specification: "rfc7252",
  section: "§5.9.2.9",
  level: "SHOULD",
  requirement: "A payload in a Content-Format that is not known is refused with 4.15.",
  procedure: `Sends PUT with the value that a property has, and says that it is in the Content-Format ${unknownFormat}. Warns when the answer is another than 4.15.`,
  example: "The format is not looked at.",
  safety: "load",
  async judge(subject, form) {
    const expected = "4.15 Unsupported Content-Format";
    const read = await subject.coap.askAgain(coapGet(form.reading.form.href));
    const old = coapValueIn(read);
    if (old === undefined) return inconclusive(expected, coapSummary(read), read);
    const write = await subject.coap.change(coapPut(form.writing.href, unknownFormat, read.response!.payload), {
      safety: "write",
      effect: `writes to ${JSON.stringify(form.name)} of ${subject.thing.title} the value that it has, in an unknown format`,
      restore: (coap) => putValueBack(coapWritable(form, subject), old.value, coap),
    });
    const response = responseIn(write, expected);
    if (isOutcome(response)) return response;
    if (isElsewhere(response)) return inconclusive(expected, coapSummary(write), write);
    return outcome(response.code === "4.15" ? "holds" : "violated", expected, coapSummary(write), write);
  },
});
