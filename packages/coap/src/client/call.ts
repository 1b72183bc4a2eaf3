import { optionsBytes, sortedOptions } from "../message/encode-message.js";
import { MessageWriter } from "../message/message-writer.js";
import type { CoapOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import type { RequestProtector } from "../object-security/object-security.js";
import type { Peer } from "../reliability/delivery.js";
import { TOKEN_NUMBER_BYTES } from "./tokens.js";

/** The options of requests to one target, encoded once. */
export interface OptionTemplate {
  readonly options: readonly CoapOption[];
  readonly encoded: Uint8Array;
  /** Size exponent of the largest blocks to be sent, and of those to be asked for; `undefined`: nothing is demanded. */
  readonly szx1: number | undefined;
  readonly szx2: number | undefined;
  /** Classes of responses that the client does without, as in the No-Response option (RFC 7967 §2.1); `undefined`: none. */
  readonly noResponse: number | undefined;
  /** Whether it is a protected request of somebody else, which is passed on as it is (RFC 8613 §10). */
  readonly isSealed: boolean;
}

/** The template of options that are in the order of the wire. */
export function optionTemplate(
  options: readonly CoapOption[],
  { szx1, szx2, noResponse }: Partial<Pick<OptionTemplate, "szx1" | "szx2" | "noResponse">> = {},
): OptionTemplate {
  const writer = new MessageWriter(0);
  writer.begin(0, 0, 0, 0, optionsBytes(options));
  for (const { number, value } of options) writer.option(number, value);
  const isSealed = options.some(({ number }) => number === OptionNumber.OSCORE);
  return { options, encoded: writer.finish().subarray(4), szx1, szx2, noResponse, isSealed };
}

/** One call of a client: what stays the same over the exchanges of a block-wise transfer. */
export interface Call {
  readonly peer: Peer;
  /** Method as its code. */
  readonly method: number;
  readonly template: OptionTemplate;
  readonly confirmable: boolean;
  /** Protects each of its requests; `undefined` for plain ones. */
  readonly protector: RequestProtector | undefined;
  readonly signal: AbortSignal | undefined;
  /** When the whole call must be over, by the client's clock; `undefined`: each exchange has the default time. */
  readonly deadlineMs: number | undefined;
}

/** Writes requests. */
export class RequestEncoder {
  readonly #writer = new MessageWriter();

  /**
   * @param token - the number that the token starts with
   * @param tail - the rest of the token
   * @param extra - options beside those of the template, for blocks and observation
   */
  encode(
    { method, template, confirmable }: Call,
    messageId: number,
    token: number,
    tail: Uint8Array,
    extra: readonly CoapOption[] | undefined,
    payload: Uint8Array,
  ): Uint8Array {
    const writer = this.#writer;
    const type = confirmable ? 0 : 1;
    const tokenBytes = TOKEN_NUMBER_BYTES + tail.length;
    if (extra === undefined) {
      const { encoded } = template;
      writer.begin(type, method, messageId, tokenBytes, encoded.length + 1 + payload.length);
      writer.token32(token);
      writer.raw(tail, 0, tail.length);
      writer.raw(encoded, 0, encoded.length);
    } else {
      const options = sortedOptions([...template.options, ...extra]);
      writer.begin(type, method, messageId, tokenBytes, optionsBytes(options) + 1 + payload.length);
      writer.token32(token);
      writer.raw(tail, 0, tail.length);
      for (const { number, value } of options) writer.option(number, value);
    }
    writer.payload(payload);
    return writer.finish();
  }
}
