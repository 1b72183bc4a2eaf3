import {
  andThen,
  type HostedSubscription,
  type InboundRequest,
  isPromise,
  type MaybePromise,
} from "@thingwright/contracts";
import { InternalError, type WotError } from "@thingwright/errors";
import type { ServerContext } from "../server-context.js";
import type { EmissionFeed } from "./emission-feed.js";
import type { EmissionSource } from "./emission-source.js";
import type { RecordedEmission } from "./recorded-emission.js";
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

/** A subscription that stands at the Thing. */
interface Standing {
  readonly hosted: HostedSubscription;
  /** Of the feed. */
  readonly key: string;
  readonly feed: EmissionFeed;
}

/**
 * What all ways of pushing have in common: a subscription is counted, opens its source with the credentials of its
 * request, and lets go of it when its reader has gone, however early or late that is.
 */
export abstract class InboundSubscription implements OpenSubscription, IntakeTarget {
  readonly source: EmissionSource;
  readonly client: string;
  protected readonly context: ServerContext;
  readonly #request: InboundRequest;
  readonly #intake: SubscriptionIntake;
  #standing: Standing | undefined;
  #isReleased = false;

  constructor({ context, client, request }: SubscriptionOrigin, source: EmissionSource) {
    this.context = context;
    this.source = source;
    this.client = client;
    this.#request = request;
    this.#intake = new SubscriptionIntake(this, context.limits.maxReplayedEmissions);
  }

  /** Subscribes, then calls `established`. Fails, having let go, as the Thing does or when there is no room. */
  open(): MaybePromise<void> {
    this.context.subscriptions.add(this);
    try {
      const standing = andThen(this.source.open(this.#request, this.#intake), (hosted) => this.#stand(hosted));
      return isPromise(standing) ? standing.catch((error: unknown) => this.#fail(error)) : standing;
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Calls come once the subscription is established, and until it is released. */
  abstract emitted(recorded: RecordedEmission): void;
  abstract error(error: WotError): void;
  abstract complete(): void;
  abstract beat(): void;
  /**
   * The subscription stands at the Thing.
   *
   * @param early - emissions that came before the Thing had said so
   */
  protected abstract established(early: readonly RecordedEmission[]): void;

  /** What subscribers like this one have seen. Once it is established, and not before. */
  protected get feed(): EmissionFeed {
    if (this.#standing === undefined) throw new InternalError("WOT_INTERNAL", "the subscription does not stand yet");
    return this.#standing.feed;
  }

  protected get isReleased(): boolean {
    return this.#isReleased;
  }

  /**
   * Frees the place, and cancels at the Thing. Idempotent.
   *
   * @param mayReturn - the reader may come back and ask for what it missed: the last one leaves a history
   */
  protected release(mayReturn = false): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#intake.target = nobody;
    const { subscriptions } = this.context;
    subscriptions.remove(this);
    if (this.#standing === undefined) return;
    const { hosted, key, feed } = this.#standing;
    if (mayReturn && feed.members === 1) subscriptions.kept.keep(key, this.source, this.#intake, hosted);
    else hosted.cancel();
    subscriptions.leave(key);
  }

  #stand(hosted: HostedSubscription): void {
    if (this.#isReleased) {
      hosted.cancel();
      return;
    }
    const { subscriptions } = this.context;
    const key = feedKey(this.#request, this.source, hosted.view);
    const feed = subscriptions.join(key, this.source);
    this.#standing = { hosted, key, feed };
    subscriptions.kept.end(key);
    this.established(this.#intake.begin(feed));
  }

  #fail(error: unknown): never {
    this.release();
    throw error;
  }
}

const nobody: IntakeTarget = { emitted() {}, error() {}, complete() {} };

/**
 * Tells the feeds of one source apart: by content type and variables, and by what their subscribers may hear of.
 *
 * @param view - of the subscription at the Thing
 */
export const feedKey = (
  { accept, variables }: Pick<InboundRequest, "accept" | "variables">,
  { path }: EmissionSource,
  view: string | undefined,
): string => JSON.stringify([path, accept ?? "", variables ?? null, view ?? null]);
