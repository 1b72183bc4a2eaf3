import { MAX_SZX } from "../blockwise/block.js";
import { MAX_TOKEN_BYTES } from "../message/token-length.js";

/** What a peer takes in one message. */
export interface Capacity {
  /** Whether messages to it arrive, in order and once (RFC 8323): it may then send several blocks in one message. */
  readonly isReliable: boolean;
  /** Most bytes of a payload that go without blocks; 0: as many as are in one block. */
  readonly wholeBytes: number;
  /** Size exponent of the largest blocks: 7 where several may go in one message (BERT, RFC 8323 §6). */
  readonly szx: number;
  /** Most bytes of the blocks that go in one message, a multiple of 1024; 0 where each goes alone. */
  readonly bertBytes: number;
  /** The longest token that it is known to take in a request, or may turn out to (RFC 8974 §2.2). */
  readonly tokenBytes: number;
}

/** Under OSCORE a message is encrypted in one piece, which AES-CCM has 65,535 bytes for (RFC 8152 §10.2). */
const MAX_PROTECTED_BYTES = 32_768;

/** What a peer takes in one message that is protected. */
export function protectedCapacity(capacity: Capacity): Capacity {
  if (capacity.wholeBytes <= MAX_PROTECTED_BYTES) return capacity;
  const bertBytes = Math.min(capacity.bertBytes, MAX_PROTECTED_BYTES);
  return { ...capacity, wholeBytes: MAX_PROTECTED_BYTES, bertBytes };
}

/**
 * How much longer than a block a payload may be that holds a protected message, inner options and all: a proxy passes on
 * in one piece what the endpoints would have sent each other in one.
 */
export const SEALING_BYTES = 256;

/** What goes in a datagram. Which tokens a peer takes is found out by trying. */
export const DATAGRAM_CAPACITY: Capacity = Object.freeze({
  isReliable: false,
  wholeBytes: 0,
  szx: MAX_SZX,
  bertBytes: 0,
  tokenBytes: MAX_TOKEN_BYTES,
});
