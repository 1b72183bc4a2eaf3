import type { InboundRequest, Timer } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import type { EmissionSource } from "../subscriptions/emission-source.js";
import { InboundSubscription, type SubscriptionOrigin } from "../subscriptions/inbound-subscription.js";
import type { RecordedEmission } from "../subscriptions/recorded-emission.js";
import type { CallbackClient, CallbackRequest } from "./callback-client.js";
import { CallbackDelivery } from "./callback-delivery.js";

/** How a subprotocol sends to callbacks. */
export interface CallbackStyle {
  readonly name: string;
  readonly client: CallbackClient;
  /** The request that brings an emission of `source`. */
  render(recorded: RecordedEmission, source: EmissionSource): CallbackRequest;
  /** Where a GET tells that the subscription has ended, if the subprotocol has a word for it. */
  denial?(callback: URL): URL;
}

/** A subscription whose emissions are sent to a callback. It ends when its time is over, or when nobody takes them. */
export class CallbackSubscription extends InboundSubscription {
  readonly callback: URL;
  /** Values of `uriVariables` that it was opened with. */
  readonly variables: InboundRequest["variables"];
  readonly #style: CallbackStyle;
  readonly #delivery: CallbackDelivery;
  readonly #onOver: () => void;
  /** What came before `begin`; `undefined` from then on. */
  #held: RecordedEmission[] | undefined = [];
  #expiry: Timer | undefined;

  /** @param onOver - told once when it has ended, whoever ended it */
  constructor(
    origin: SubscriptionOrigin,
    source: EmissionSource,
    callback: URL,
    style: CallbackStyle,
    onOver: () => void,
  ) {
    super(origin, source);
    this.callback = callback;
    this.variables = origin.request.variables;
    this.#style = style;
    this.#onOver = onOver;
    const { clock, limits, logger } = origin.context;
    const means = { client: style.client, clock, random: Math.random, limits };
    this.#delivery = new CallbackDelivery(callback, means, source.conflates, (why) => {
      logger.warn("a callback no longer gets notifications", { subprotocol: style.name, origin: callback.origin, why });
      this.end();
    });
  }

  get isOver(): boolean {
    return this.isReleased;
  }

  protected override established(early: readonly RecordedEmission[]): void {
    this.#held?.push(...early);
    // Whoever asked may have been told of a timeout, or have gone: then nobody begins it.
    const { handlerTimeoutMs, callbackTimeoutMs } = this.context.limits;
    this.#expiry = this.context.clock.after(handlerTimeoutMs + callbackTimeoutMs, () => this.end());
  }

  /** Sends from here on, for `lifetimeMs`. Begun again, it lives that long from now. */
  begin(lifetimeMs: number): void {
    if (this.isReleased) return;
    this.#expiry?.cancel();
    this.#expiry = this.context.clock.after(lifetimeMs, () => this.end());
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const recorded of held) this.emitted(recorded);
  }

  override emitted(recorded: RecordedEmission): void {
    if (this.#held === undefined) this.#delivery.push(this.#style.render(recorded, this.source));
    else {
      if (this.#held.length >= this.context.limits.maxReplayedEmissions) this.#held.shift();
      this.#held.push(recorded);
    }
  }

  /** Ends it. Idempotent. */
  end(): void {
    if (this.isReleased) return;
    this.#expiry?.cancel();
    this.#delivery.stop();
    this.release();
    this.#onOver();
  }

  override error(_error: WotError): void {
    this.complete();
  }

  override complete(): void {
    if (this.isReleased) return;
    this.end();
    const { client, denial } = this.#style;
    if (denial !== undefined) client.send(denial(this.callback), { method: "GET", headers: {} }).catch(() => {});
  }

  override beat(): void {}
}

/** What opens the source of a subscription that outlives its request: whose content is no subscription data. */
export function openingOf({ presented, variables, accept }: InboundRequest): InboundRequest {
  return {
    ...(presented === undefined ? {} : { presented }),
    ...(variables === undefined ? {} : { variables }),
    ...(accept === undefined ? {} : { accept }),
  };
}
