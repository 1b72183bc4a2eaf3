import { coapCheck, isElsewhere, isOutcome, responseIn } from "../../kinds/coap-form.js";
import { inconclusive, outcome } from "../../outcome.js";
import { coapSummary, isCoapSuccess } from "../../wire/coap/coap-exchange.js";
import { optionNumbers, optionOf, uintOf } from "../../wire/coap/coap-message.js";
import { coapGet, coapPut } from "../../wire/coap/coap-request.js";

export const readOnlyIsNotWritten = coapCheck({
  id: "coap/read-only",
  area: "coap",
  specification: "rfc7252",
  section: "§5.8",
  level: "MUST",
  requirement: "A method that a resource does not have is answered 4.05.",
  procedure:
    "Sends PUT with the value that it has to a property that is only read, so that nothing changes. Fails when the answer is another than 4.05, but for refused credentials, 4.29, 5.03 and 5.04.",
  example: "PUT at a property that is only read is answered with 2.04.",
  safety: "write",
  concerns: ({ property }) => property.readOnly === true,
  async judge(subject, { form, name }) {
    const expected = "4.05 Method Not Allowed";
    const read = await subject.coap.askAgain(coapGet(form.href));
    const { response: value } = read;
    if (value === undefined || !isCoapSuccess(value)) return inconclusive(expected, coapSummary(read), read);
    const format = uintOf(optionOf(value, optionNumbers.contentFormat) ?? Uint8Array.of(50));
    const effect = `writes to ${JSON.stringify(name)} of ${subject.thing.title}, which is only read, the value that it has`;
    const write = await subject.coap.change(coapPut(form.href, format, value.payload), { safety: "write", effect });
    const response = responseIn(write, expected);
    if (isOutcome(response)) return response;
    if (isElsewhere(response)) return inconclusive(expected, coapSummary(write), write);
    return outcome(response.code === "4.05" ? "holds" : "violated", expected, coapSummary(write), write);
  },
});
