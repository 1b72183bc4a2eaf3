import type { Clock, Timer } from "@thingwright/contracts";
import { type LinkAddress, registration } from "../protocol/link-message.js";
import type { Station } from "../protocol/station.js";

export interface ForeignRegistrationOptions {
  readonly bbmd: LinkAddress;
  readonly station: Pick<Station, "sendLink">;
  readonly limits: { readonly registrationMs: number };
  readonly clock: Clock;
}

/** Keeps this station registered as a foreign device, so that broadcasts of other subnets come here (ASHRAE 135 §J.5). */
export class ForeignRegistration {
  readonly #options: ForeignRegistrationOptions;
  #timer: Timer | undefined;
  #isStarted = false;

  constructor(options: ForeignRegistrationOptions) {
    this.#options = options;
  }

  /** Registers, and again whenever half of the time is over; does nothing when it does so already. */
  async start(): Promise<void> {
    if (this.#isStarted) return;
    this.#isStarted = true;
    await this.#register();
  }

  stop(): void {
    this.#timer?.cancel();
  }

  async #register(): Promise<void> {
    const { bbmd, station, limits, clock } = this.#options;
    const seconds = Math.min(0xffff, Math.ceil(limits.registrationMs / 1000));
    this.#timer = clock.after(limits.registrationMs / 2, () => void this.#register().catch(() => {}));
    await station.sendLink(registration(seconds), bbmd);
  }
}
