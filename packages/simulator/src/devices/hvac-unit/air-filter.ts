/** The filter that the fan wears out. */
export class AirFilter {
  readonly #limitHours: number;
  #runSeconds: number;

  /**
   * @param hours - running time so far
   * @param limitHours - running time after which the filter counts as dirty
   */
  constructor(hours: number, limitHours: number) {
    this.#runSeconds = hours * 3600;
    this.#limitHours = limitHours;
  }

  /** Whole hours. */
  get hours(): number {
    return Math.floor(this.#runSeconds / 3600);
  }

  get isDirty(): boolean {
    return this.hours >= this.#limitHours;
  }

  run(seconds: number): void {
    this.#runSeconds += seconds;
  }

  /** Somebody put in a new one. */
  replace(): void {
    this.#runSeconds = 0;
  }
}
