import { optionsBytes, sortedOptions } from "../message/encode-message.js";
import type { MessageView } from "../message/message-view.js";
import { MessageWriter, maxOptionBytes } from "../message/message-writer.js";
import { type CoapOption, stringOption, uintOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import type { CoapResponse } from "./response.js";

/** Options of a response that this package manages; each is an unsigned integer, -1 for none. */
export interface ManagedOptions {
  readonly observe: number;
  readonly block1: number;
  readonly block2: number;
  readonly size1: number;
  readonly size2: number;
}

export const noManagedOptions: ManagedOptions = { observe: -1, block1: -1, block2: -1, size1: -1, size2: -1 };

/** Most bytes of the options that have a fixed place in `#writePlain`. */
const PLAIN_OPTION_BYTES = 8 * maxOptionBytes(8);
const MANAGED: ReadonlySet<number> = new Set([
  OptionNumber.Observe,
  OptionNumber.Block1,
  OptionNumber.Block2,
  OptionNumber.Size1,
  OptionNumber.Size2,
]);

/** Turns responses into datagrams. */
export class ResponseEncoder {
  readonly #writer = new MessageWriter();

  /**
   * One response message.
   *
   * @param request - has the token
   * @param payload - the part of the response's payload that goes into this message
   */
  encode(
    type: number,
    messageId: number,
    request: MessageView,
    response: CoapResponse,
    payload: Uint8Array,
    managed: ManagedOptions,
  ): Uint8Array {
    const writer = this.#writer;
    const { bytes: source, tokenStart, tokenLength } = request;
    const isPlain =
      response.options === undefined && response.locationPath === undefined && response.locationQuery === undefined;
    const others = isPlain ? undefined : sortedOptions(otherOptions(response, managed));
    const optionBytes = others === undefined ? PLAIN_OPTION_BYTES : optionsBytes(others);
    writer.begin(type, response.code, messageId, tokenLength, optionBytes + 1 + payload.length);
    writer.raw(source, tokenStart, tokenStart + tokenLength);
    if (others === undefined) this.#writePlain(response, managed);
    else for (const { number, value } of others) writer.option(number, value);
    writer.payload(payload);
    return writer.finish();
  }

  #writePlain({ etag, contentFormat, maxAgeSeconds }: CoapResponse, managed: ManagedOptions): void {
    const writer = this.#writer;
    if (etag !== undefined) writer.option(OptionNumber.ETag, etagBytes(etag));
    if (managed.observe >= 0) writer.uintOption(OptionNumber.Observe, managed.observe);
    if (contentFormat !== undefined) writer.uintOption(OptionNumber.ContentFormat, contentFormat);
    if (maxAgeSeconds !== undefined) writer.uintOption(OptionNumber.MaxAge, maxAge(maxAgeSeconds));
    if (managed.block2 >= 0) writer.uintOption(OptionNumber.Block2, managed.block2);
    if (managed.block1 >= 0) writer.uintOption(OptionNumber.Block1, managed.block1);
    if (managed.size2 >= 0) writer.uintOption(OptionNumber.Size2, managed.size2);
    if (managed.size1 >= 0) writer.uintOption(OptionNumber.Size1, managed.size1);
  }
}

function otherOptions(response: CoapResponse, managed: ManagedOptions): CoapOption[] {
  const options = (response.options ?? []).filter(({ number }) => !MANAGED.has(number));
  const add = (number: number, value: number | undefined) => {
    if (value !== undefined && value >= 0) options.push(uintOption(number, value));
  };
  if (response.etag !== undefined) options.push({ number: OptionNumber.ETag, value: etagBytes(response.etag) });
  for (const value of response.locationPath ?? []) options.push(stringOption(OptionNumber.LocationPath, value));
  for (const value of response.locationQuery ?? []) options.push(stringOption(OptionNumber.LocationQuery, value));
  add(OptionNumber.ContentFormat, response.contentFormat);
  if (response.maxAgeSeconds !== undefined) add(OptionNumber.MaxAge, maxAge(response.maxAgeSeconds));
  add(OptionNumber.Observe, managed.observe);
  add(OptionNumber.Block2, managed.block2);
  add(OptionNumber.Block1, managed.block1);
  add(OptionNumber.Size2, managed.size2);
  add(OptionNumber.Size1, managed.size1);
  return options;
}

const etagBytes = (etag: Uint8Array): Uint8Array => (etag.length > 8 ? etag.subarray(0, 8) : etag);
const maxAge = (seconds: number): number => Math.min(Math.max(0, Math.round(seconds)), 0xffff_ffff);
