import { type CoapClientResponse, type CoapObservation, Code } from "@thingwright/coap";
import {
  abortedBy,
  type Content,
  type ContentSink,
  type Exchange,
  type RemoteSubscription,
  reconnectDelayMs,
  type Timer,
} from "@thingwright/contracts";
import { asWotError, NetworkError, RemoteError, TimeoutError, type WotError } from "@thingwright/errors";
import type { CoapClientSettings } from "./client-options.js";
import { Renewals } from "./renewals.js";
import { contentOf, isRefusal, refusalOf } from "./reply.js";
import type { Requester } from "./requester.js";

type Phase = "opening" | "up" | "interrupted" | "over";

/** Answers and notifications that may come between a registration's answer and the turn that sees it. */
const maxEarly = 64;

/** Longest delay of a timer. */
const maxTimerMs = 2 ** 31 - 1;

/**
 * A subscription over Observe. The protocol registers anew when it hears nothing for Max-Age; when that fails, or the
 * peer says that it is not its day, this one says `interrupted` and tries again until it is stopped. A property of a peer
 * that does not observe is polled, each time with the wish to observe.
 *
 * @see RFC 7641 §3; W3C WoT CoAP Binding, default mappings
 */
export class CoapSubscription implements RemoteSubscription {
  readonly #requester: Requester;
  readonly #settings: CoapClientSettings;
  readonly #exchange: Exchange;
  readonly #sink: ContentSink;
  readonly #renewals: Renewals;
  readonly #onOver: () => void;
  #phase: Phase = "opening";
  #observation: CoapObservation | undefined;
  /** Ends a registration that is under way. */
  #registering: AbortController | undefined;
  #retry: Timer | undefined;
  #attempt = 0;
  #stopped: Promise<void> | undefined;

  constructor(
    requester: Requester,
    settings: CoapClientSettings,
    exchange: Exchange,
    sink: ContentSink,
    onOver: () => void,
  ) {
    this.#requester = requester;
    this.#settings = settings;
    this.#exchange = exchange;
    this.#sink = sink;
    this.#renewals = new Renewals(requester.plan.emptyIsValue, settings.clock);
    this.#onOver = onOver;
  }

  /** Registers; resolves once the peer has taken it up. */
  async open(): Promise<void> {
    const { signal } = this.#exchange;
    if (signal?.aborted === true) throw abortedBy(signal);
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    try {
      await this.#register();
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    if (this.#phase === "over") return;
    this.#end();
    this.#registering?.abort();
    const { clock, limits } = this.#settings;
    const farewell = this.#observation?.cancel();
    if (farewell === undefined) return;
    await new Promise<void>((resolve) => {
      const timer = clock.after(limits.stopGraceMs, resolve);
      farewell.then(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  /** What comes before the registration is known to stand is kept until then. */
  async #register(): Promise<void> {
    const early: CoapClientResponse[] = [];
    const registering = new AbortController();
    let observation: CoapObservation | undefined;
    const take = (response: CoapClientResponse): void => this.#take(response, observation?.established === false);
    this.#registering = registering;
    this.#renewals.begin();
    const callbacks = {
      onNotification: (response: CoapClientResponse): void => {
        if (observation !== undefined) take(response);
        else if (early.length < maxEarly) early.push(response);
      },
      onEnd: (error?: unknown): void => {
        if (observation === undefined) return;
        if (observation.established || error !== undefined) this.#ended(error);
      },
    };
    const established = await this.#requester.observe({ ...this.#exchange, signal: registering.signal }, callbacks);
    this.#registering = undefined;
    if (this.#phase === "over") {
      await established.cancel();
      throw abortedBy(this.#exchange.signal);
    }
    const isPolled = !established.established;
    if (isPolled && this.#pollIntervalMs === undefined) throw notObserved(established.registration);
    observation = established;
    this.#observation = isPolled ? undefined : established;
    this.#up();
    for (const response of early) take(response);
    if (isPolled) this.#pollLater();
    else if (established.ended) this.#ended();
  }

  /** `undefined` where nothing is to be polled. */
  get #pollIntervalMs(): number | undefined {
    const { minPollIntervalMs } = this.#requester.plan;
    const { pollIntervalMs } = this.#settings.limits;
    if (minPollIntervalMs === undefined || pollIntervalMs === 0) return undefined;
    return Math.min(Math.max(minPollIntervalMs, pollIntervalMs), maxTimerMs);
  }

  #pollLater(): void {
    if (this.#phase !== "up") return;
    this.#retry = this.#settings.clock.after(this.#pollIntervalMs ?? maxTimerMs, () => {
      this.#register().catch((error: unknown) => {
        if (this.#phase === "up") this.#lost(asWotError(error));
      });
    });
  }

  #up(): void {
    const before = this.#phase;
    this.#phase = "up";
    this.#attempt = 0;
    if (before === "interrupted") this.#sink.resumed();
  }

  #take(response: CoapClientResponse, isPolled: boolean): void {
    if (this.#phase !== "up") return;
    if (isRefusal(response)) {
      this.#refused(response);
      return;
    }
    const { plan } = this.#requester;
    if (isPolled ? this.#renewals.isRepeated(response) : this.#renewals.isRenewal(response)) return;
    let content: Content;
    try {
      content = contentOf(response, plan.expected, this.#settings.formats);
    } catch (error) {
      this.#fail(asWotError(error));
      return;
    }
    this.#sink.next(content);
  }

  /** RFC 7641 §4.2: an error response is the last that an observation brings; 4.04 says that the resource is gone. */
  #refused(response: CoapClientResponse): void {
    if (response.code === Code.NotFound) {
      this.#end();
      this.#sink.complete();
      return;
    }
    this.#lost(refusalOf(response, this.#settings.limits));
  }

  #ended(error?: unknown): void {
    if (this.#phase !== "up") return;
    const cause = error === undefined ? new NetworkError("WOT_NETWORK", "the peer ended the observation") : error;
    this.#lost(asWotError(cause));
  }

  #lost(error: WotError): void {
    this.#observation = undefined;
    if (!isPassing(error) && !this.#mayAuthenticateAnew(error)) {
      this.#fail(error);
      return;
    }
    if (this.#phase === "up") {
      this.#phase = "interrupted";
      this.#sink.interrupted(error);
    }
    // The sink may have stopped the subscription.
    if ((this.#phase as Phase) === "interrupted") this.#tryLater(error instanceof RemoteError ? error.retryAfterMs : 0);
  }

  /** A renewal is sent with the credentials of the registration, which may have been replaced since. */
  #mayAuthenticateAnew(error: WotError): boolean {
    const { authenticator } = this.#requester.plan;
    return authenticator !== undefined && error.code === "WOT_CREDENTIALS_MISSING" && this.#phase === "up";
  }

  /** @param notBeforeMs - what the peer has asked for */
  #tryLater(notBeforeMs = 0): void {
    const { clock, limits, random } = this.#settings;
    const delayMs = Math.max(reconnectDelayMs(this.#attempt, limits, random), Math.min(notBeforeMs, maxTimerMs));
    this.#retry = clock.after(delayMs, () => {
      this.#attempt++;
      this.#register().catch((error: unknown) => {
        if (this.#phase === "interrupted") this.#lost(asWotError(error));
      });
    });
  }

  #fail(error: WotError): void {
    if (this.#phase === "over") return;
    const observation = this.#observation;
    this.#end();
    void observation?.cancel();
    this.#sink.error(error);
  }

  #end(): void {
    this.#phase = "over";
    this.#retry?.cancel();
    this.#exchange.signal?.removeEventListener("abort", this.#onAbort);
    this.#onOver();
  }

  readonly #onAbort = (): void => void this.stop();
}

/** Whether trying again makes sense: the way is broken, or the peer says that it is not its day. */
function isPassing(error: WotError): boolean {
  if (error instanceof NetworkError || error instanceof TimeoutError) return true;
  return error instanceof RemoteError && /^(?:5\.|4\.29$|4\.08$|RST$)/.test(error.status);
}

const notObserved = ({ code }: CoapClientResponse): RemoteError =>
  new RemoteError("WOT_REMOTE", "the peer answered without taking the observation up", {
    status: `${code >> 5}.${String(code & 0x1f).padStart(2, "0")}`,
  });
