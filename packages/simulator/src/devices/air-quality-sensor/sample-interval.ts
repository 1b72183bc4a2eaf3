import { type Cancel, every, type SimulatedClock } from "../../time/simulated-clock.js";

/** Seconds that the sensor takes. */
const allowedSeconds = { minimum: 1, maximum: 3600 } as const;

/** How often the sensor measures by itself. Changing it begins a new period. */
export class SampleInterval {
  readonly #clock: SimulatedClock;
  readonly #sample: () => void;
  #seconds = 10;
  #cancel: Cancel | undefined;

  constructor(clock: SimulatedClock, sample: () => void) {
    this.#clock = clock;
    this.#sample = sample;
  }

  get seconds(): number {
    return this.#seconds;
  }

  accepts(seconds: number): boolean {
    return seconds >= allowedSeconds.minimum && seconds <= allowedSeconds.maximum;
  }

  set(seconds: number): void {
    this.#seconds = seconds;
    if (this.#cancel !== undefined) this.start();
  }

  start(): void {
    this.stop();
    this.#cancel = every(this.#clock, this.#seconds * 1000, this.#sample);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
