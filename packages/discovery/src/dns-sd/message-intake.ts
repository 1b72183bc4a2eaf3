import type { Clock } from "@thingwright/contracts";
import { type DnsMessage, decodeMessage, type MessageLimits } from "./dns-message.js";

/** Takes in what a group sends. Of a flood it takes what there is time for: the rest is lost, as on any network. */
export class MessageIntake {
  readonly #limits: MessageLimits;
  readonly #clock: Clock;
  #second = Number.NaN;
  /** In this second. */
  #bytes = 0;

  constructor(limits: MessageLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** The message in `bytes`; `undefined` for anything else, and for one too many. */
  take(bytes: Uint8Array): DnsMessage | undefined {
    const second = Math.floor(this.#clock.now() / 1_000);
    if (second !== this.#second) this.#bytes = 0;
    this.#second = second;
    this.#bytes += bytes.length;
    return this.#bytes > this.#limits.maxBytesPerSecond ? undefined : decodeMessage(bytes, this.#limits);
  }
}
