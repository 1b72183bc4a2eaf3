import type { Clock } from "@thingwright/contracts";
import { asWotError, UnsupportedError } from "@thingwright/errors";
import type { Southbound, WatchOptions } from "@thingwright/mapping";

/** Whether a device answers, by everything that is asked of it. */
export class Liveness {
  readonly #clock: Clock;
  #heardAt: number | undefined;
  #isAway = false;
  /** Values that are followed now, and not interrupted. */
  #followed = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** False from the first unanswered request on, until something is answered. */
  get isAvailable(): boolean {
    return !this.#isAway;
  }

  /** When the device last answered. While values are followed, that is now: each reading is an answer. */
  get lastSeen(): number | undefined {
    return this.#followed > 0 && !this.#isAway ? this.#clock.now() : this.#heardAt;
  }

  /** `southbound`, listened to. */
  through(southbound: Southbound): Southbound {
    return {
      read: (name, options) => this.#asked(southbound.read(name, options)),
      write: (name, value, options) => this.#asked(southbound.write(name, value, options)),
      invoke: (name, input, options) => this.#asked(southbound.invoke(name, input, options)),
      watch: (kind, name, options) => this.#watch(southbound, kind, name, options),
    };
  }

  async #asked<T>(answer: Promise<T>): Promise<T> {
    try {
      const value = await answer;
      this.#heard();
      return value;
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  }

  async *#watch(
    southbound: Southbound,
    kind: "property" | "event",
    name: string,
    options: WatchOptions,
  ): AsyncIterable<unknown> {
    let isFollowed = false;
    const follow = (now: boolean): void => {
      if (now !== isFollowed) this.#followed += now ? 1 : -1;
      isFollowed = now;
    };
    const { onReady, onInterrupted, onResumed } = options;
    try {
      yield* southbound.watch(kind, name, {
        ...options,
        onReady: () => {
          follow(true);
          this.#heard();
          onReady();
        },
        onInterrupted: (error) => {
          follow(false);
          this.#failed(error);
          onInterrupted(error);
        },
        onResumed: () => {
          follow(true);
          this.#heard();
          onResumed();
        },
      });
    } catch (error) {
      this.#failed(error);
      throw error;
    } finally {
      follow(false);
    }
  }

  #heard(): void {
    this.#heardAt = this.#clock.now();
    this.#isAway = false;
  }

  /** What the device refuses, it has answered. */
  #failed(error: unknown): void {
    const { family } = lastAttempt(error);
    if (family === "AbortError") return;
    if (family !== "NetworkError" && family !== "TimeoutError") this.#heard();
    else if (!this.#isAway) {
      if (this.#followed > 0) this.#heardAt = this.#clock.now();
      this.#isAway = true;
    }
  }
}

/** The failure of the Form that was really tried. */
function lastAttempt(error: unknown) {
  const known = asWotError(error);
  if (!(known instanceof UnsupportedError)) return known;
  const tried = known.attempts.findLast((attempt) => attempt.error !== undefined);
  return tried === undefined ? known : asWotError(tried.error);
}
