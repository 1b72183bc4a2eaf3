import { isElsewhere } from "../../kinds/coap-form.js";
import { coapEffect, coapValueIn, coapWriteCheck, firstCoapWrite } from "../../kinds/coap-write.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary, isCoapSuccess } from "../../wire/coap/coap-exchange.js";

export const coapWrittenIsRead = coapWriteCheck({
  id: "coap/write",
  specification: "td11",
  section: "form",
  level: "MUST",
  requirement:
    "A Form with writeproperty over CoAP writes: a value that its data schema has is accepted, and read afterwards.",
  procedure:
    "Reads the first property that can be read and written in JSON over CoAP, writes a neighbouring value by PUT, reads until that shows, and puts the old value back. Fails when the value is refused, or another is still read after effectTimeoutMs. Refused credentials, 4.29, 5.03 and 5.04 decide nothing, nor does a number that may be rounded.",
  example: "PUT 43 is answered with 2.04, and the property is still read as 42.",
  safety: "write",
  async judge(subject, form) {
    const expected = "the value that was written";
    const trial = await firstCoapWrite(form, subject);
    if (typeof trial === "string") return inconclusive(expected, trial);
    const { write, after, written, effectiveness } = trial;
    const said = `${coapEffect(form, written, subject)}: ${coapSummary(write)}`;
    if (write.response === undefined || isElsewhere(write.response)) return inconclusive(expected, said, write);
    if (!isCoapSuccess(write.response)) return outcome("violated", expected, said, write);
    if (effectiveness === "exact") return outcome("holds", expected, "is read", write, after!);
    const read = after === undefined ? undefined : coapValueIn(after);
    if (read === undefined) return inconclusive(expected, "it cannot be read again", write);
    const actual = `${JSON.stringify(written)} was written, and ${JSON.stringify(read.value)} is read`;
    return outcome(effectiveness === "none" ? "violated" : "inconclusive", expected, actual, write, after!);
  },
});
