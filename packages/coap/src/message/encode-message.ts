import { UsageError } from "@thingwright/errors";
import type { Message } from "./message.js";
import { MessageWriter, maxOptionBytes } from "./message-writer.js";
import type { CoapOption } from "./option.js";
import { MAX_TOKEN_BYTES } from "./token-length.js";

/**
 * The bytes of a message.
 *
 * @throws {UsageError} WOT_RANGE if a field does not fit its place on the wire
 * @see RFC 7252 §3
 */
export function encodeMessage(message: Message): Uint8Array {
  assertEncodable(message);
  const { type, code, messageId, token, payload } = message;
  const options = sortedOptions(message.options);
  const writer = new MessageWriter(0);
  writer.begin(type, code, messageId, token.length, optionsBytes(options) + 1 + payload.length);
  writer.raw(token, 0, token.length);
  for (const option of options) writer.option(option.number, option.value);
  writer.payload(payload);
  return writer.finish();
}

/** The options by ascending number; repeats of one number keep their order (RFC 7252 §3.1, §5.4.5). */
export function sortedOptions(options: readonly CoapOption[]): readonly CoapOption[] {
  for (let i = 1; i < options.length; i++) {
    if (options[i - 1]!.number > options[i]!.number) return options.toSorted((a, b) => a.number - b.number);
  }
  return options;
}

/** The most bytes that the options take on the wire. */
export function optionsBytes(options: readonly CoapOption[]): number {
  let bytes = 0;
  for (const option of options) bytes += maxOptionBytes(option.value.length);
  return bytes;
}

function assertEncodable({ type, code, messageId, token, options, payload }: Message): void {
  assertRange("type", type, 3);
  assertRange("code", code, 0xff);
  assertRange("messageId", messageId, 0xffff);
  assertRange("token length", token.length, MAX_TOKEN_BYTES);
  for (const { number, value } of options) {
    assertRange("option number", number, 0xffff);
    assertRange("option length", value.length, 0xffff + 269);
  }
  const content = token.length + options.length + payload.length;
  if (code === 0 && content > 0)
    throw new UsageError("WOT_ARGUMENT", "an Empty message carries nothing but its header");
}

function assertRange(name: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= max) return;
  throw new UsageError("WOT_RANGE", `${name} is ${value}, expected 0 to ${max}`);
}
