import { type Clock, reconnectDelayMs, type Timer } from "@thingwright/contracts";
import type { HttpServerLimits } from "../server-limits.js";
import type { CallbackClient, CallbackRequest } from "./callback-client.js";

/** Why a delivery has ended by itself. */
export type DeliveryEnd = "gone" | "failing" | "overrun";

/** What a delivery works with. */
export interface DeliveryMeans {
  readonly client: Pick<CallbackClient, "send">;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly limits: Pick<
    HttpServerLimits,
    "maxQueuedNotifications" | "maxCallbackFailures" | "minCallbackDelayMs" | "maxCallbackDelayMs"
  >;
}

/**
 * Brings notifications to one callback, in order, one at a time. One that fails is repeated, later each time, until
 * `maxCallbackFailures` attempts in a row have failed. What waits is bounded: of a property the newest value stays; of
 * anything else, more than `maxQueuedNotifications` end the delivery.
 */
export class CallbackDelivery {
  readonly #url: URL;
  readonly #means: DeliveryMeans;
  readonly #conflates: boolean;
  readonly #onEnd: (why: DeliveryEnd) => void;
  readonly #queue: CallbackRequest[] = [];
  #isSending = false;
  #failures = 0;
  #pause: Timer | undefined;
  #isOver = false;

  /**
   * @param conflates - whether only the newest notification matters
   * @param onEnd - told once, unless it is stopped before
   */
  constructor(url: URL, means: DeliveryMeans, conflates: boolean, onEnd: (why: DeliveryEnd) => void) {
    this.#url = url;
    this.#means = means;
    this.#conflates = conflates;
    this.#onEnd = onEnd;
  }

  push(notification: CallbackRequest): void {
    if (this.#isOver) return;
    const { maxQueuedNotifications } = this.#means.limits;
    if (this.#queue.length >= maxQueuedNotifications) {
      if (!this.#conflates) {
        this.#end("overrun");
        return;
      }
      // The first is under way.
      this.#queue.splice(Math.min(1, maxQueuedNotifications - 1));
    }
    this.#queue.push(notification);
    if (!this.#isSending && this.#pause === undefined) this.#sendNext();
  }

  /** Sends nothing more. Idempotent. */
  stop(): void {
    this.#isOver = true;
    this.#queue.length = 0;
    this.#pause?.cancel();
    this.#pause = undefined;
  }

  #sendNext(): void {
    const [next] = this.#queue;
    if (next === undefined || this.#isOver) return;
    this.#isSending = true;
    this.#means.client.send(this.#url, next).then(
      ({ status }) => this.#answered(next, status),
      () => this.#answered(next, undefined),
    );
  }

  /** RFC 9110 §15.5.11: 410 says that the resource is gone for good. */
  #answered(notification: CallbackRequest, status: number | undefined): void {
    this.#isSending = false;
    if (this.#isOver) return;
    if (status === 410) {
      this.#end("gone");
      return;
    }
    if (status !== undefined && status >= 200 && status < 300) {
      this.#failures = 0;
      if (this.#queue[0] === notification) this.#queue.shift();
      this.#sendNext();
      return;
    }
    this.#failures++;
    if (this.#failures >= this.#means.limits.maxCallbackFailures) this.#end("failing");
    else this.#wait();
  }

  #wait(): void {
    const { clock, random, limits } = this.#means;
    const { minCallbackDelayMs, maxCallbackDelayMs } = limits;
    const between = { minReconnectDelayMs: minCallbackDelayMs, maxReconnectDelayMs: maxCallbackDelayMs };
    this.#pause = clock.after(reconnectDelayMs(this.#failures - 1, between, random), () => {
      this.#pause = undefined;
      this.#sendNext();
    });
  }

  #end(why: DeliveryEnd): void {
    this.stop();
    this.#onEnd(why);
  }
}
