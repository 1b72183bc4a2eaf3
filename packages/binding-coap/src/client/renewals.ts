import { Buffer } from "node:buffer";
import type { CoapClientResponse } from "@thingwright/coap";
import type { Clock } from "@thingwright/contracts";

/** The protocol registers anew 5 to 15 s after Max-Age (RFC 7641 §3.3.1); a little less, as there are two clocks. */
const graceMs = 4_900;

/**
 * Tells values from the answers that merely confirm a registration. The first answer, and each to a renewal after
 * Max-Age has passed in silence, looks like a notification; it is none when it is empty, or brings the state that is
 * known already. What has an ETag and no payload is an event without data.
 */
export class Renewals {
  readonly #emptyIsValue: boolean;
  readonly #clock: Clock;
  #known: Uint8Array | undefined;
  #renewedAfter = 0;

  /** @param emptyIsValue - whether the resource has a state that may be empty */
  constructor(emptyIsValue: boolean, clock: Clock) {
    this.#emptyIsValue = emptyIsValue;
    this.#clock = clock;
  }

  /** A registration begins: its answer comes next. */
  begin(): void {
    this.#renewedAfter = 0;
  }

  /** Whether `response`, which was polled, brings the state that is known already. */
  isRepeated({ payload }: CoapClientResponse): boolean {
    const known = this.#known;
    this.#known = payload;
    return known !== undefined && Buffer.compare(known, payload) === 0;
  }

  /** Whether `response` only confirms. */
  isRenewal({ payload, etag, maxAgeSeconds }: CoapClientResponse): boolean {
    const now = this.#clock.now();
    const mayConfirm = now >= this.#renewedAfter;
    this.#renewedAfter = now + maxAgeSeconds * 1000 + graceMs;
    const known = this.#known;
    this.#known = payload;
    if (!mayConfirm || etag !== undefined) return false;
    if (payload.length === 0 && !this.#emptyIsValue) return true;
    return known !== undefined && Buffer.compare(known, payload) === 0;
  }
}
