import { Condition } from "@thingwright/contract-tests";
import type { Observation, ObserveOptions } from "@thingwright/core";

/** All that an observation says, in order: values, codes of errors, `resumed`. */
export class Heard {
  readonly said: unknown[] = [];
  readonly #condition = new Condition();

  private constructor() {}

  /** Observes, and resolves when it is established. */
  static async from(observe: (options: ObserveOptions) => Observation<unknown>): Promise<Heard> {
    const heard = new Heard();
    const observation = observe({
      onInvalid: ({ code }) => heard.#add(code),
      onInterrupted: ({ code }) => heard.#add(code),
      onResumed: () => heard.#add("resumed"),
    });
    await observation.ready;
    void heard.#readAll(observation);
    return heard;
  }

  /** Resolves when `value` was heard. */
  until(value: unknown): Promise<void> {
    return this.#condition.until(() => this.said.includes(value), `${value}`, 5000);
  }

  async #readAll(observation: Observation<unknown>): Promise<void> {
    try {
      for await (const value of observation) this.#add(value);
      this.#add("the end");
    } catch (error) {
      this.#add(error);
    }
  }

  #add(said: unknown): void {
    this.said.push(said);
    this.#condition.changed();
  }
}
