import { Code, isResponse } from "../message/code.js";
import { messageOf } from "../message/decode-message.js";
import { encodeMessage } from "../message/encode-message.js";
import type { Message } from "../message/message.js";
import { MessageView } from "../message/message-view.js";
import type { CoapOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";

const NO_BYTES = new Uint8Array(0);
const HEADER_BYTES = 4;

/** Options that proxies act on: they stay outside, unprotected (Class U, RFC 8613 §4.1). */
const OUTER_ONLY: ReadonlySet<number> = new Set([
  OptionNumber.UriHost,
  OptionNumber.UriPort,
  OptionNumber.OSCORE,
  OptionNumber.HopLimit,
  OptionNumber.EDHOC,
  OptionNumber.ProxyScheme,
  OptionNumber.ProxyUri,
]);

/** The plaintext of a message: its code, its Class E options and its payload (RFC 8613 §5.3). */
export function plaintextOf({ code, options, payload }: Message, observe: Uint8Array | undefined): Uint8Array {
  const inner = options
    .filter(({ number }) => !OUTER_ONLY.has(number))
    .map((option) => (option.number === OptionNumber.Observe ? { ...option, value: observe ?? option.value } : option));
  const message = encodeMessage({ type: 0, code, messageId: 0, token: NO_BYTES, options: inner, payload });
  return Buffer.concat([Uint8Array.of(code), message.subarray(HEADER_BYTES)]);
}

/**
 * The message that goes over the wire: what proxies may see, the OSCORE option, and the ciphertext. Its code tells
 * nothing but whether it is about an observation.
 *
 * @param plain - its Proxy-Uri, if it has one, must be without path and query already (`splitProxyUri`)
 * @see RFC 8613 §4.2, §4.1.3.5
 */
export function outerMessage(plain: Message, header: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const options: CoapOption[] = [];
  let isObservation = false;
  for (const option of plain.options) {
    if (option.number === OptionNumber.Observe) isObservation = true;
    if (OUTER_ONLY.has(option.number) || option.number === OptionNumber.Observe) options.push(option);
  }
  options.push({ number: OptionNumber.OSCORE, value: header });
  const code = isResponse(plain.code)
    ? isObservation
      ? Code.Content
      : Code.Changed
    : isObservation
      ? Code.FETCH
      : Code.POST;
  return encodeMessage({ ...plain, code, options, payload: ciphertext });
}

/**
 * The plain message within a protected one: type, Message ID and token of the outer message, its options for proxies,
 * and the code, options and payload of the plaintext. `undefined` if the plaintext is no message.
 *
 * An Observe option counts only when it is inside and outside (RFC 8613 §4.1.3.5).
 *
 * @param observe - value to give to the Observe option
 */
export function plainMessage(
  outer: Message,
  plaintext: Uint8Array,
  observe?: (inner: CoapOption) => Uint8Array,
): Message | undefined {
  const view = new MessageView(Buffer.concat([Uint8Array.of(0x40, plaintext[0]!, 0, 0), plaintext.subarray(1)]));
  if (view.fault !== undefined || view.code === Code.Empty) return undefined;
  const inner = messageOf(view);
  const isObservation = outer.options.some(({ number }) => number === OptionNumber.Observe);
  const options = outer.options.filter(({ number }) => OUTER_ONLY.has(number) && number !== OptionNumber.OSCORE);
  for (const option of inner.options) {
    if (OUTER_ONLY.has(option.number)) continue;
    if (option.number !== OptionNumber.Observe) options.push(option);
    else if (isObservation) options.push(observe === undefined ? option : { ...option, value: observe(option) });
  }
  const { type, messageId, token } = outer;
  return { type, code: inner.code, messageId, token, options, payload: inner.payload };
}

/** The value of a message's OSCORE option; `undefined` if it has none. */
export function oscoreValueOf(message: Message): Uint8Array | undefined {
  return message.options.find(({ number }) => number === OptionNumber.OSCORE)?.value;
}
