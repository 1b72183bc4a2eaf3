import type { Clock, ContentSink, Patience, Timer } from "@thingwright/contracts";
import { asWotError, type WotError } from "@thingwright/errors";
import type { Bus } from "../bus/bus.js";
import type { Listener } from "../bus/group-listeners.js";
import type { ValueTelegram } from "../bus/group-telegram.js";
import { heardContent } from "./group-content.js";
import type { KnxRequest } from "./knx-form.js";

/** What observing an address needs. */
export interface SubscriptionOptions {
  readonly request: KnxRequest;
  /** Whether each telegram is an event of its own: answers are none then, and the latest value is no news. */
  readonly isEvent: boolean;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly maxSilenceMs: number;
}

/**
 * Tells a sink what comes for a group address. One whose device answers and that says nothing for long is asked: a device that
 * is gone takes no leave.
 */
export class GroupSubscription implements Listener {
  readonly #options: SubscriptionOptions;
  readonly #sink: ContentSink;
  #leave: (() => void) | undefined;
  #silence: Timer | undefined;
  #isCut = false;
  #isStopped = false;

  constructor(options: SubscriptionOptions, sink: ContentSink) {
    this.#options = options;
    this.#sink = sink;
  }

  /** Resolves when all that comes is heard. @throws {WotError} when there is no way onto the bus */
  async start(patience: Patience): Promise<void> {
    const { bus, request, isEvent } = this.#options;
    const leave = await bus.listen(request.address, this, patience);
    if (this.#isStopped) return leave();
    this.#leave = leave;
    const known = bus.heard(request.address);
    if (known !== undefined && !isEvent) this.#sink.next(heardContent(known, request.type));
    this.#watch();
  }

  stop(): void {
    this.#isStopped = true;
    this.#silence?.cancel();
    this.#leave?.();
  }

  telegram({ value, service }: ValueTelegram): void {
    const { request, isEvent } = this.#options;
    if (this.#leave === undefined || this.#isStopped) return;
    this.back();
    if (service === "write" || !isEvent) this.#sink.next(heardContent(value, request.type));
  }

  lost(error: WotError): void {
    if (this.#leave === undefined || this.#isCut) return;
    this.#isCut = true;
    this.#silence?.cancel();
    this.#sink.interrupted(error);
  }

  back(): void {
    if (this.#leave === undefined) return;
    if (this.#isCut) this.#sink.resumed();
    this.#isCut = false;
    this.#watch();
  }

  #watch(): void {
    const { clock, maxSilenceMs, request, isEvent } = this.#options;
    this.#silence?.cancel();
    if (isEvent || request.answers !== true || this.#isStopped) return;
    this.#silence = clock.after(maxSilenceMs, () => void this.#ask());
  }

  /** Its answer comes as any other telegram. */
  async #ask(): Promise<void> {
    const { bus, request, maxSilenceMs } = this.#options;
    try {
      await bus.read(request.address, { timeoutMs: maxSilenceMs });
    } catch (error) {
      if (this.#isStopped) return;
      this.lost(asWotError(error));
      if (bus.isOpen) this.#watch();
    }
  }
}
