import type { Deadline } from "../../connection/deadline.js";

/** Lets those of one name take turns: whose answers would look the same must not wait for them at the same time. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Runs `run` when all that came before under `name` are done, or rejects when patience ends earlier. */
  async take<T>(name: string, deadline: Deadline, run: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    let done!: () => void;
    const mine = new Promise<void>((resolve) => {
      done = resolve;
    });
    const last = before.then(() => mine);
    this.#last.set(name, last);
    try {
      await deadline.guard(before);
      return await run();
    } finally {
      done();
      if (this.#last.get(name) === last) this.#last.delete(name);
    }
  }
}
