import { BERT_SZX, MAX_SZX, szxFor } from "../blockwise/block.js";
import type { MessageView } from "../message/message-view.js";
import { type CoapOption, readUint, uintOption } from "../message/option.js";
import { MAX_PLAIN_TOKEN_BYTES, MAX_TOKEN_BYTES } from "../message/token-length.js";
import type { Capacity } from "../reliability/capacity.js";
import { SignalOption } from "./signal.js";

/** Base value of Max-Message-Size: a block of 1024 bytes and what goes before it (RFC 8323 §5.3.1). */
const BASE_MESSAGE_BYTES = 1152;
/** What is left in a message for header, token and options beside its payload. */
const HEADROOM_BYTES = 128;
/** The same in messages that are longer than the base value. */
const LARGE_HEADROOM_BYTES = 512;
const BLOCK_BYTES = 1024;

/**
 * What the other end of a connection says of itself. Later messages add to earlier ones.
 *
 * @see RFC 8323 §5.3, RFC 8974 §2.2.1
 */
export class PeerSettings {
  maxMessageBytes = BASE_MESSAGE_BYTES;
  #takesBlocks = false;
  #tokenBytes = MAX_PLAIN_TOKEN_BYTES;

  /** Takes a Capabilities and Settings Message; options that make no sense count as none. */
  take(view: MessageView): void {
    const cursor = view.options();
    while (cursor.next()) {
      const { number, start, end } = cursor;
      const length = end - start;
      const value = length > 4 ? undefined : readUint(view.bytes, start, end);
      if (number === SignalOption.MaxMessageSize) this.maxMessageBytes = value ?? this.maxMessageBytes;
      else if (number === SignalOption.BlockWiseTransfer) this.#takesBlocks = true;
      else if (number === SignalOption.ExtendedTokenLength && length <= 3) this.#takeTokenLength(value);
    }
  }

  #takeTokenLength(value = 0): void {
    if (value >= MAX_PLAIN_TOKEN_BYTES) this.#tokenBytes = Math.min(value, MAX_TOKEN_BYTES);
  }

  /** What requests and responses to this peer may be. */
  get capacity(): Capacity {
    const isLarge = this.maxMessageBytes > BASE_MESSAGE_BYTES;
    const headroom =
      this.maxMessageBytes >= 2 * BLOCK_BYTES + LARGE_HEADROOM_BYTES ? LARGE_HEADROOM_BYTES : HEADROOM_BYTES;
    const payloadBytes = Math.max(0, this.maxMessageBytes - headroom);
    const bertBytes = isLarge && this.#takesBlocks ? payloadBytes - (payloadBytes % BLOCK_BYTES) : 0;
    return {
      isReliable: true,
      wholeBytes: payloadBytes,
      szx: bertBytes > 0 ? BERT_SZX : Math.min(MAX_SZX, szxFor(payloadBytes)),
      bertBytes,
      tokenBytes: this.#tokenBytes,
    };
  }
}

/** What every peer takes before it says more. */
export const BASE_CAPACITY: Capacity = Object.freeze(new PeerSettings().capacity);

/** What this end says of itself: how long messages and tokens of requests may be, and that it knows blocks. */
export function ownSettings(maxMessageBytes: number, maxTokenBytes: number): readonly CoapOption[] {
  const options = [
    uintOption(SignalOption.MaxMessageSize, maxMessageBytes),
    { number: SignalOption.BlockWiseTransfer, value: new Uint8Array(0) },
  ];
  if (maxTokenBytes > MAX_PLAIN_TOKEN_BYTES) {
    options.push(uintOption(SignalOption.ExtendedTokenLength, Math.min(maxTokenBytes, MAX_TOKEN_BYTES)));
  }
  return options;
}
