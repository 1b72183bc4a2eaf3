import { freshIds } from "../../kinds/coap-datagrams.js";
import { type CoapWriteForm, coapEffect, coapValueIn, coapWritable, coapWriteCheck } from "../../kinds/coap-write.js";
import { otherValue } from "../../kinds/other-value.js";
import { putValueBack, readUntilEqual } from "../../kinds/value-trial.js";
import { inconclusive, type Outcome, outcome } from "../../outcome.js";
import type { ThingSubject } from "../../subject.js";
import { codeText, isCoapSuccess } from "../../wire/coap/coap-exchange.js";
import { type CoapMessage, optionNumbers, optionOf } from "../../wire/coap/coap-message.js";
import { coapAddress, coapGet, uintOption } from "../../wire/coap/coap-request.js";

const blockBytes = 16;
const expected = "2.31 with Block1 for each block but the last, 2.04 for that, and the value";

export const blocksAreTaken = coapWriteCheck({
  id: "coap/block1",
  specification: "rfc7959",
  section: "§2.5",
  level: "MUST",
  requirement: "What comes in blocks is taken when it is complete, and each block before is answered 2.31 with Block1.",
  procedure:
    "Writes a neighbouring value with spaces around it, so that it is longer than two blocks of 16 bytes, block by block, and puts the old one back. Fails when a block before the last is a success without Block1 and 2.31, the last one is refused, or the value is not read. A server that refuses the first block takes none, and is not judged.",
  example: "The first block is answered with 2.04.",
  safety: "write",
  async judge(subject, form) {
    const read = await subject.coap.askAgain(coapGet(form.reading.form.href));
    const old = coapValueIn(read);
    if (old === undefined) return inconclusive(expected, "it cannot be read", read);
    const value = otherValue(form.reading.property, old.value, "near", subject.random);
    if (value === undefined) return inconclusive(expected, "no other value can be made up");
    const refusal = subject.coap.enter({
      safety: "write",
      effect: `${coapEffect(form, value, subject)}, in blocks`,
      restore: (coap) => putValueBack(coapWritable(form, subject), old.value, coap),
    });
    return refusal === undefined ? await writeInBlocks(subject, form, value) : inconclusive(expected, refusal);
  },
});

async function writeInBlocks(subject: ThingSubject, form: CoapWriteForm, value: unknown): Promise<Outcome> {
  using session = await subject.coap.session(form.writing.href);
  const blocks = blocksOf(JSON.stringify(value));
  for (const [index, payload] of blocks.entries()) {
    const isLast = index === blocks.length - 1;
    const answer = await session.request(blockMessage(subject, form, payload, { index, isLast }));
    if (answer === undefined) return inconclusive(expected, "no answer", session.exchange());
    const said = `block ${index + 1} of ${blocks.length}: ${codeText(answer.code)}`;
    if (index === 0 && !isCoapSuccess(answer)) return inconclusive(expected, said, session.exchange());
    const hasOption = optionOf(answer, optionNumbers.block1) !== undefined;
    const isRight = isLast ? isCoapSuccess(answer) && answer.code !== "2.31" : answer.code === "2.31" && hasOption;
    if (!isRight) {
      return outcome("violated", expected, `${said}${hasOption ? "" : ", without Block1"}`, session.exchange());
    }
  }
  const after = await readUntilEqual(coapWritable(form, subject), subject.coap, value, subject.signal);
  const now = coapValueIn(after);
  const isRead = now !== undefined && JSON.stringify(now.value) === JSON.stringify(value);
  return outcome(isRead ? "holds" : "violated", expected, `${JSON.stringify(now?.value)} is read`, session.exchange());
}

/** The text in blocks, with as many spaces at its end as three of them take: a JSON text may have those. */
function blocksOf(text: string): readonly Uint8Array[] {
  const bytes = Buffer.from(text.padEnd(2 * blockBytes + 1, " "));
  return Array.from({ length: Math.ceil(bytes.length / blockBytes) }, (_, index) =>
    bytes.subarray(index * blockBytes, (index + 1) * blockBytes),
  );
}

function blockMessage(
  subject: ThingSubject,
  { writing, format }: CoapWriteForm,
  payload: Uint8Array,
  { index, isLast }: { readonly index: number; readonly isLast: boolean },
): CoapMessage {
  const block = uintOption(optionNumbers.block1, (index << 4) | (isLast ? 0 : 8));
  const options = [
    ...(coapAddress(writing.href)?.options ?? []),
    uintOption(optionNumbers.contentFormat, format),
    block,
  ];
  return { type: "CON", code: "0.03", ...freshIds(subject), options, payload };
}
