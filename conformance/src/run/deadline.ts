import { setMaxListeners } from "node:events";
import type { Ending } from "../report/report.js";

/** When a run has to end, and why it did. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #outer: AbortSignal | undefined;
  #ending: Ending = "complete";

  /** Ends after `timeoutMs`, or with `outer`. */
  constructor(timeoutMs: number, outer?: AbortSignal) {
    // Every Thing that is judged and every request on its way listens: more than Node takes for a leak.
    setMaxListeners(0, this.signal);
    this.#timer = setTimeout(() => this.end("deadline"), timeoutMs);
    this.#outer = outer;
    outer?.addEventListener("abort", this.#interrupt, { once: true });
    if (outer?.aborted) this.#interrupt();
  }

  /** Aborts when the run has to end. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What ended the run first. */
  get ending(): Ending {
    return this.#ending;
  }

  /** Ends the run. */
  end(ending: Ending): void {
    if (this.signal.aborted) return;
    this.#ending = ending;
    this.#controller.abort();
  }

  /** Waits for nothing any more. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener("abort", this.#interrupt);
  }

  readonly #interrupt = (): void => this.end("interrupted");
}
