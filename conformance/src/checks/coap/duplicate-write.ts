import { isDeepStrictEqual } from "node:util";
import { freshIds } from "../../kinds/coap-datagrams.js";
import { quietMs } from "../../kinds/coap-observation.js";
import { type CoapWriteForm, coapEffect, coapValueIn, coapWritable, coapWriteCheck } from "../../kinds/coap-write.js";
import { otherValue } from "../../kinds/other-value.js";
import { putValueBack } from "../../kinds/value-trial.js";
import { inconclusive, outcome } from "../../outcome.js";
import type { ThingSubject } from "../../subject.js";
import { isCoapSuccess } from "../../wire/coap/coap-exchange.js";
import { type CoapMessage, optionNumbers } from "../../wire/coap/coap-message.js";
import { coapAddress, coapGet, uintOption } from "../../wire/coap/coap-request.js";
import { pause } from "../../wire/pause.js";

/** How often the old message is sent again: datagrams get lost. */
const copies = 3;

export const duplicateHasNoEffect = coapWriteCheck({
  id: "coap/duplicate-write",
  specification: "rfc7252",
  section: "§4.5",
  level: "SHOULD",
  requirement: "A copy of a message that was processed is not processed again.",
  procedure:
    "Writes a neighbouring value, writes the old one back, and sends the first message again, with its Message ID. Warns when the property then has the neighbouring value. What the copy is answered is judged by coap/duplicate.",
  example: "A message that was on its way for long undoes what was written after it.",
  safety: "write",
  async judge(subject, form) {
    const expected = "the value that was written last";
    const reading = coapGet(form.reading.form.href);
    const old = coapValueIn(await subject.coap.askAgain(reading));
    const value = old === undefined ? undefined : otherValue(form.reading.property, old.value, "near", subject.random);
    if (old === undefined || value === undefined) return inconclusive(expected, "no other value can be made up");
    const refusal = subject.coap.enter({
      safety: "write",
      effect: `${coapEffect(form, value, subject)}, and back, twice`,
      restore: (coap) => putValueBack(coapWritable(form, subject), old.value, coap),
    });
    if (refusal !== undefined) return inconclusive(expected, refusal);
    using session = await subject.coap.session(form.writing.href);
    const [first, second] = [putMessage(subject, form, value), putMessage(subject, form, old.value)];
    for (const message of [first, second]) {
      const answer = await session.request(message);
      if (answer === undefined || !isCoapSuccess(answer)) {
        return inconclusive(expected, "it could not be written twice", session.exchange());
      }
    }
    const between = await subject.coap.askAgain(reading);
    if (!isDeepStrictEqual(coapValueIn(between), old)) {
      return inconclusive(expected, "what was written does not show", session.exchange(), between);
    }
    for (let count = 0; count < copies; count += 1) {
      session.send(first);
      await pause(quietMs(subject) / copies, subject.signal);
    }
    const after = await subject.coap.askAgain(reading);
    const now = coapValueIn(after);
    if (now === undefined) return inconclusive(expected, "it cannot be read", session.exchange(), after);
    const isUndone = isDeepStrictEqual(now.value, value);
    const actual = `${JSON.stringify(now.value)} is read`;
    return outcome(isUndone ? "violated" : "holds", expected, actual, session.exchange(), after);
  },
});

function putMessage(subject: ThingSubject, { writing, format }: CoapWriteForm, value: unknown): CoapMessage {
  const options = [...(coapAddress(writing.href)?.options ?? []), uintOption(optionNumbers.contentFormat, format)];
  const payload = Buffer.from(JSON.stringify(value));
  return { type: "CON", code: "0.03", ...freshIds(subject), options, payload };
}
