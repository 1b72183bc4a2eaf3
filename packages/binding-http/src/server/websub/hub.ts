import { andThen, type HostedThing } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import { answerAccepted } from "../answers/answer.js";
import { settle } from "../answers/settle.js";
import type { CallbackMeans } from "../callbacks/callback-means.js";
import { type CallbackStyle, CallbackSubscription, openingOf } from "../callbacks/callback-subscription.js";
import { takeVariables } from "../requests/content-choice.js";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import { contentDistribution } from "./content-distribution.js";
import { type HubRequest, hubRequest } from "./hub-request.js";
import { type Topic, topicAt } from "./topic.js";
import { denialOf, verifyIntent } from "./verify-intent.js";

/** Callbacks that are being asked whether they want no more of what they never got; more are 503. */
const maxUnknownLeaving = 32;

/** A request that has been checked. */
interface Asked extends HubRequest {
  readonly url: URL;
  /** Of the subscriptions: callback and topic (WebSub §5.1). */
  readonly key: string;
}

/** The hub of a server's own topics: takes requests, verifies their intent, and keeps the subscriptions. */
export class Hub {
  readonly #means: CallbackMeans;
  /** By callback and topic. */
  readonly #byKey = new Map<string, CallbackSubscription>();
  /** Callbacks and topics of which it is being verified that the callback wants no more. */
  readonly #leaving = new Set<string>();

  constructor(means: CallbackMeans) {
    this.#means = means;
  }

  /** Where the hub of `thingPath` is. */
  urlOf(thingPath: string): string {
    return `${this.#means.base()}${thingPath}/hub`;
  }

  /** Answers a POST to the hub of `thing` with 202, and does what it asks for once the callback has confirmed it. */
  take(request: InboundHttpRequest, thing: HostedThing): void {
    const asked = hubRequest(request.content);
    const topic = topicAt(asked.topic, thing, this.#means.base());
    if (topic === undefined) throw new RequestError("WOT_NOT_FOUND", "this is no topic of the Thing");
    const url = this.#means.policy.check(asked.callback);
    const checked = { ...asked, url, key: JSON.stringify([url.href, asked.topic]) };
    if (asked.mode === "subscribe") this.#subscribe(request, checked, topic);
    else this.#unsubscribe(request, checked);
  }

  /** The source is opened first: whoever may not have it is told at once, and not asked back. */
  #subscribe(request: InboundHttpRequest, asked: Asked, { source, query }: Topic): void {
    const { context, client } = request;
    const variables = variablesIn(request, source, query);
    const origin = { context, client, request: { ...openingOf(request), ...variables } };
    const forget = (): void => {
      if (this.#byKey.get(asked.key) === subscription) this.#byKey.delete(asked.key);
    };
    const subscription = new CallbackSubscription(
      origin,
      source,
      asked.url,
      this.#style(asked, source.thingPath),
      forget,
    );
    settle(
      request,
      andThen(subscription.open(), () => {}),
      () => {
        answerAccepted(request);
        const maxSeconds = Math.floor(context.limits.maxCallbackLifetimeMs / 1_000);
        const leaseSeconds = Math.max(1, Math.min(asked.leaseSeconds ?? maxSeconds, maxSeconds));
        const { mode, topic } = asked;
        verifyIntent(this.#means.client, asked.url, { mode, topic, leaseSeconds }).then((isMeant) => {
          if (isMeant) this.#confirm(asked.key, subscription, leaseSeconds);
          else subscription.end();
        });
      },
    );
  }

  /** A subscription that is asked for again takes the place of the one before (WebSub §5.1). */
  #confirm(key: string, subscription: CallbackSubscription, leaseSeconds: number): void {
    if (subscription.isOver) return;
    this.#byKey.get(key)?.end();
    this.#byKey.set(key, subscription);
    subscription.begin(leaseSeconds * 1_000);
  }

  /** Anybody may ask for it, and the callback is asked back: once at a time, and seldom about what the hub knows nothing of. */
  #unsubscribe(request: InboundHttpRequest, { key, url, mode, topic }: Asked): void {
    if (!this.#leaving.has(key)) {
      if (this.#leaving.size >= maxUnknownLeaving && !this.#byKey.has(key)) {
        throw new RequestError("WOT_UNAVAILABLE", "too many callbacks are being asked back: try again later");
      }
      this.#leaving.add(key);
      verifyIntent(this.#means.client, url, { mode, topic }).then((isMeant) => {
        this.#leaving.delete(key);
        if (isMeant) this.#byKey.get(key)?.end();
      });
    }
    answerAccepted(request);
  }

  #style({ topic, secret }: Asked, thingPath: string): CallbackStyle {
    const terms = { hub: this.urlOf(thingPath), topic, secret };
    return {
      name: "websub",
      client: this.#means.client,
      render: (recorded) => contentDistribution(recorded, terms),
      denial: (callback) => denialOf(callback, topic),
    };
  }
}

/** The `uriVariables` of the topic, which has them in its own query. */
function variablesIn(request: InboundHttpRequest, source: Topic["source"], query: string) {
  takeVariables(request, source, query);
  return request.variables === undefined ? {} : { variables: request.variables };
}
