import { type Clock, type ReconnectLimits, reconnectDelayMs, type Timer } from "@thingwright/contracts";
import { asWotError, type WotError } from "@thingwright/errors";

export interface HeartbeatOptions {
  /** Asks for a sign of life; gives what changes when the device has begun anew, or `undefined` when nobody knows. */
  readonly beat: () => Promise<string | undefined>;
  readonly limits: ReconnectLimits & { readonly heartbeatMs: number };
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** The device does not answer any more. */
  readonly onLost: (error: WotError) => void;
  /** It answers again, or has begun anew in between. */
  readonly onBack: () => void;
}

/** Knows whether a device is there while nothing else is asked of it. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #timer: Timer | undefined;
  #isBeating = false;
  #failures = 0;
  #era: string | undefined;
  #isStopped = true;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  get isLost(): boolean {
    return this.#failures > 0;
  }

  /** Begins; does nothing when it beats already. */
  start(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    void this.#beat();
  }

  stop(): void {
    this.#isStopped = true;
    this.#failures = 0;
    this.#timer?.cancel();
  }

  /** Something makes it worth to ask now. */
  now(): void {
    if (!this.#isStopped && !this.#isBeating) void this.#beat();
  }

  async #beat(): Promise<void> {
    this.#timer?.cancel();
    this.#isBeating = true;
    try {
      this.#works(await this.#options.beat());
    } catch (error) {
      this.#fails(asWotError(error));
    }
    this.#isBeating = false;
    if (this.#isStopped) return;
    const { clock, limits, random } = this.#options;
    const delayMs = this.isLost ? reconnectDelayMs(this.#failures - 1, limits, random) : limits.heartbeatMs;
    this.#timer = clock.after(delayMs, () => void this.#beat());
  }

  #works(era: string | undefined): void {
    if (this.#isStopped) return;
    const isAnew = era !== undefined && this.#era !== undefined && this.#era !== era;
    const isNews = this.isLost || isAnew;
    this.#failures = 0;
    this.#era = era ?? this.#era;
    if (isNews) this.#options.onBack();
  }

  #fails(error: WotError): void {
    if (this.#isStopped) return;
    this.#failures += 1;
    if (this.#failures === 1) this.#options.onLost(error);
  }
}
