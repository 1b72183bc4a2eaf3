import { coapEffect, coapValueIn, coapWritable, coapWriteCheck, coapWriteRequest } from "../../kinds/coap-write.js";
import { strangeTo } from "../../kinds/invalid-write.js";
import { mismatchOf } from "../../kinds/schema-mismatch.js";
import { putValueBack } from "../../kinds/value-trial.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary } from "../../wire/coap/coap-exchange.js";
import { coapGet } from "../../wire/coap/coap-request.js";

export const coapInvalidValueIsNotTaken = coapWriteCheck({
  id: "coap/invalid-value",
  specification: "td11",
  section: "behavior-data",
  level: "MUST",
  requirement: "What a property takes over CoAP matches its data schema (server-data-schema).",
  procedure:
    "Writes by PUT a value of a JSON type that the schema does not have, reads it, and puts the old value back. Fails when a value that does not match the schema is read.",
  example: 'A property of the type "integer" is written "thingwright", and read so.',
  safety: "load",
  concerns: ({ reading }) => strangeTo(reading.property) !== undefined,
  async judge(subject, form) {
    const expected = "a value that the schema has";
    const reading = coapGet(form.reading.form.href);
    const old = coapValueIn(await subject.coap.askAgain(reading));
    if (old === undefined) return inconclusive(expected, "it cannot be read");
    const strange = strangeTo(form.reading.property);
    const write = await subject.coap.change(coapWriteRequest(form, strange), {
      safety: "write",
      effect: coapEffect(form, strange, subject),
      restore: (coap) => putValueBack(coapWritable(form, subject), old.value, coap),
    });
    const after = await subject.coap.askAgain(reading);
    const now = coapValueIn(after);
    if (write.response === undefined || now === undefined) return inconclusive(expected, coapSummary(write), write);
    const isTaken = mismatchOf(form.reading.property, now.value).kind === "value";
    const actual = `${coapSummary(write)}, and ${JSON.stringify(now.value)} is read`;
    return outcome(isTaken ? "violated" : "holds", expected, actual, write, after);
  },
});
