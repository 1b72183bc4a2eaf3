import { andThen, type HostedSubscription, type InboundRequest, type MaybePromise } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import type { EmissionFeed } from "./emission-feed.js";
import type { EmissionSource } from "./emission-source.js";
import type { RecordedEmission } from "./recorded-emission.js";
import type { ServerContext } from "./server-context.js";
import { type IntakeTarget, SubscriptionIntake } from "./subscription-intake.js";
import type { OpenSubscription } from "./subscriptions.js";

/** Where a subscription comes from. */
export interface SubscriptionOrigin {
  readonly context: ServerContext;
  /** Whom it counts for: a remote address. */
  readonly client: string;
  /** What opens the source: credentials, variables, a content type. */
  readonly request: InboundRequest;
}

/**
 * What all ways of pushing have in common: a subscription is counted, opens its source with the credentials of its
 * request, and lets go of it when its reader has gone, however early or late that is.
 */
export abstract class InboundSubscription implements OpenSubscription, IntakeTarget {
  readonly source: EmissionSource;
  readonly client: string;
  readonly feed: EmissionFeed;
  protected readonly context: ServerContext;
  readonly #request: InboundRequest;
  readonly #key: string;
  readonly #intake: SubscriptionIntake;
  #hosted: HostedSubscription | undefined;
  #released = false;

  constructor({ context, client, request }: SubscriptionOrigin, source: EmissionSource) {
    this.context = context;
    this.source = source;
    this.client = client;
    this.#request = request;
    this.#key = feedKey(request, source);
    this.feed = context.subscriptions.feed(source, this.#key);
    this.#intake = new SubscriptionIntake(this.feed, this);
  }

  /** Subscribes, then calls `established`. Fails, having let go, as the Thing does or when there is no room. */
  open(): MaybePromise<void> {
    this.context.subscriptions.add(this, this.#key);
    try {
      const standing = andThen(this.source.open(this.#request, this.#intake), (hosted) => this.#stand(hosted));
      return standing instanceof Promise ? standing.catch((error: unknown) => this.#fail(error)) : standing;
    } catch (error) {
      this.#fail(error);
    }
  }

  abstract emitted(recorded: RecordedEmission): void;
  abstract error(error: WotError): void;
  abstract complete(): void;
  abstract beat(): void;
  /** The subscription stands at the Thing. */
  protected abstract established(): void;

  protected get isReleased(): boolean {
    return this.#released;
  }

  /**
   * Frees the place, and cancels at the Thing. Idempotent.
   *
   * @param mayReturn - the reader may come back and ask for what it missed: the last one leaves a history
   */
  protected release(mayReturn = false): void {
    if (this.#released) return;
    this.#released = true;
    const { subscriptions } = this.context;
    const hosted = this.#hosted;
    this.#intake.target = nobody;
    if (mayReturn && hosted !== undefined && this.feed.members === 1) {
      subscriptions.kept.keep(this.#key, this.source, this.#intake, hosted);
    } else hosted?.cancel();
    subscriptions.remove(this, this.#key);
  }

  #stand(hosted: HostedSubscription): void {
    if (this.#released) {
      hosted.cancel();
      return;
    }
    this.#hosted = hosted;
    this.context.subscriptions.kept.end(this.#key);
    this.established();
  }

  #fail(error: unknown): never {
    this.release();
    throw error;
  }
}

const nobody: IntakeTarget = { emitted() {}, error() {}, complete() {} };

/** Tells the feeds of one source apart: by content type and variables. */
export const feedKey = ({ accept, variables }: InboundRequest, { path }: EmissionSource): string =>
  `${path} ${accept ?? ""} ${JSON.stringify(variables ?? null)}`;
