import type { Clock, HostedSubscription, Timer } from "@thingwright/contracts";
import type { HttpServerLimits } from "../server-limits.js";
import type { EmissionSource } from "./emission-source.js";
import type { SubscriptionIntake } from "./subscription-intake.js";

interface Kept {
  readonly thingId: string;
  readonly hosted: HostedSubscription;
  readonly timer: Timer;
}

/**
 * Subscriptions whose last reader has gone and that are kept open at the Thing for `historyMs`, so that a reader whose
 * connection broke misses nothing. There are `maxHistories` at most; the oldest gives way to a new one.
 */
export class HistoryKeeper {
  readonly #limits: Pick<HttpServerLimits, "historyMs" | "maxHistories">;
  readonly #clock: Clock;
  readonly #onEnd: (key: string) => void;
  readonly #byKey = new Map<string, Kept>();
  #isClosed = false;

  /** @param onEnd - told of each history that is kept no longer */
  constructor(
    limits: Pick<HttpServerLimits, "historyMs" | "maxHistories">,
    clock: Clock,
    onEnd: (key: string) => void,
  ) {
    this.#limits = limits;
    this.#clock = clock;
    this.#onEnd = onEnd;
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** Takes the subscription over from a reader that goes; cancels it at once when nothing is to be kept. */
  keep(key: string, source: EmissionSource, intake: SubscriptionIntake, hosted: HostedSubscription): void {
    const { historyMs, maxHistories } = this.#limits;
    if (this.#isClosed || historyMs === 0 || maxHistories === 0) {
      hosted.cancel();
      return;
    }
    this.end(key);
    if (this.#byKey.size >= maxHistories) this.end(this.#byKey.keys().next().value!);
    const end = (): void => this.end(key);
    intake.target = { emitted: () => {}, error: end, complete: end };
    this.#byKey.set(key, { thingId: source.thingId, hosted, timer: this.#clock.after(historyMs, end) });
  }

  /** A reader is back, or the time is over. Idempotent. */
  end(key: string): void {
    const kept = this.#byKey.get(key);
    if (kept === undefined) return;
    this.#byKey.delete(key);
    kept.timer.cancel();
    kept.hosted.cancel();
    this.#onEnd(key);
  }

  /** The Thing goes. */
  forget(thingId: string): void {
    for (const [key, kept] of [...this.#byKey]) if (kept.thingId === thingId) this.end(key);
  }

  /** The server goes: nothing is kept any more. */
  forgetAll(): void {
    this.#isClosed = true;
    for (const key of [...this.#byKey.keys()]) this.end(key);
  }
}
