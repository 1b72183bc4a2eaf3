import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { RequestSecurity } from "../object-security/response-protector.js";
import type { CoapAddress } from "../transport/datagram-transport.js";

/** Whom an Echo value is for: nobody else can use it. */
export interface EchoHolder {
  readonly peer: CoapAddress;
  readonly security: RequestSecurity | undefined;
}

export interface EchoValuesOptions {
  /** The present, in milliseconds. */
  readonly now: () => number;
  /** A value is good for at least half of this, and never longer. */
  readonly maxAgeMs: number;
  /** Length of a value: 1 to 32. */
  readonly bytes: number;
}

/**
 * Values of the Echo option that say when and to whom they were given. They are computed, not kept: however many are given
 * away, they take no memory. A value holds for the rest of its time slot and for the next.
 *
 * @see RFC 9175 §2.3, §A.2
 */
export class EchoValues {
  readonly #options: EchoValuesOptions;
  /** Never leaves the process: values of an earlier run are not fresh. */
  readonly #key = randomBytes(32);

  constructor(options: EchoValuesOptions) {
    this.#options = options;
  }

  make(holder: EchoHolder): Uint8Array {
    return this.#value(this.#slot(), holder);
  }

  /** Whether the holder was given this value, and not too long ago. */
  accepts(value: Uint8Array, holder: EchoHolder): boolean {
    if (value.length !== this.#options.bytes) return false;
    const slot = this.#slot();
    return [slot, slot - 1].some((each) => timingSafeEqual(value, this.#value(each, holder)));
  }

  #slot(): number {
    return Math.floor(this.#options.now() / (this.#options.maxAgeMs / 2));
  }

  #value(slot: number, { peer, security }: EchoHolder): Uint8Array {
    const text = JSON.stringify([slot, peer.address, peer.port, security?.context]);
    return createHmac("sha256", this.#key).update(text).digest().subarray(0, this.#options.bytes);
  }
}
