import type { Random } from "../../random.js";
import type { SimulatedClock } from "../../time/simulated-clock.js";

/** One percent of the battery lasts for this long. */
const msPerBatteryPercent = 7 * 24 * 3_600_000;

/** The battery and the radio that every wireless sensor has. */
export class RadioModule {
  readonly #clock: SimulatedClock;
  readonly #random: Random;
  readonly #builtMs: number;
  readonly #initialPercent: number;

  constructor(clock: SimulatedClock, random: Random) {
    this.#clock = clock;
    this.#random = random;
    this.#builtMs = clock.nowMs();
    this.#initialPercent = 90 + Math.floor(random() * 11);
  }

  /** What it adds to a report: battery in percent, link quality 0 to 255, and when. */
  document(): { readonly battery: number; readonly linkquality: number; readonly last_seen: string } {
    const nowMs = this.#clock.nowMs();
    const used = Math.floor((nowMs - this.#builtMs) / msPerBatteryPercent);
    return {
      battery: Math.max(0, this.#initialPercent - used),
      linkquality: 100 + Math.floor(this.#random() * 60),
      last_seen: new Date(nowMs).toISOString(),
    };
  }
}
