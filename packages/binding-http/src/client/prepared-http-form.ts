import {
  type ContentSink,
  type Exchange,
  isSubscribing,
  type PreparedForm,
  type RemoteSubscription,
  type Reply,
} from "@thingwright/contracts";
import { ProtocolError, UsageError } from "@thingwright/errors";
import type { Operation } from "@thingwright/td";
import type { HttpClientSettings } from "./client-options.js";
import { Deadline } from "./deadline.js";
import { EventStreamSubscription } from "./event-stream-subscription.js";
import { withinOrigin } from "./form-address.js";
import { LongPollSubscription } from "./long-poll-subscription.js";
import type { OpenSubscriptions } from "./open-subscriptions.js";
import { contentOf, Requester, type RequestPlan } from "./requester.js";
import { SubscriptionState } from "./subscription-state.js";
import type { SubscriptionTask } from "./subscription-task.js";
import type { RawReply, Transport } from "./transport.js";

/** What a Form × operation comes down to. */
export interface FormPlan extends RequestPlan {
  readonly operation: Operation;
  readonly subprotocol: "sse" | "longpoll" | undefined;
  /** Media type of the response when it does not say. */
  readonly contentType: string;
}

export class PreparedHttpForm implements PreparedForm {
  readonly #plan: FormPlan;
  readonly #requester: Requester;
  readonly #transport: Transport;
  readonly #settings: HttpClientSettings;
  readonly #subscriptions: OpenSubscriptions;

  constructor(plan: FormPlan, transport: Transport, settings: HttpClientSettings, subscriptions: OpenSubscriptions) {
    this.#plan = plan;
    this.#requester = new Requester(plan, transport, settings);
    this.#transport = transport;
    this.#settings = settings;
    this.#subscriptions = subscriptions;
  }

  async request({ content, variables, location, signal, timeoutMs }: Exchange): Promise<Reply> {
    const { operation, contentType } = this.#plan;
    if (isSubscribing(operation)) throw new UsageError("WOT_STATE", `${operation} is a subscription, no request`);
    const deadline = new Deadline(this.#settings.clock, timeoutMs, signal);
    try {
      const path = location === undefined ? undefined : this.#statusPath(location, variables);
      return replyOf(await this.#requester.send({ content, variables, path }, deadline), contentType);
    } finally {
      deadline.release();
    }
  }

  async subscribe({ variables, signal, timeoutMs }: Exchange, sink: ContentSink): Promise<RemoteSubscription> {
    const { operation, subprotocol, contentType } = this.#plan;
    if (!isSubscribing(operation)) throw new UsageError("WOT_STATE", `${operation} is no subscription`);
    const state = new SubscriptionState(sink, this.#settings.clock);
    const task: SubscriptionTask = {
      requester: this.#requester,
      transport: this.#transport,
      settings: this.#settings,
      use: { variables },
      deadline: new Deadline(this.#settings.clock, timeoutMs, signal),
      state,
      contentType,
      isOfAll: operation === "observeallproperties" || operation === "subscribeallevents",
      timeoutMs,
    };
    const subscription = subprotocol === "sse" ? new EventStreamSubscription(task) : new LongPollSubscription(task);
    this.#subscriptions.add(subscription, state);
    await subscription.open();
    return subscription;
  }

  /** @throws {ProtocolError} for an address of another origin: the peer must not choose where credentials go */
  #statusPath(location: string, variables: Exchange["variables"]): string {
    const { origin, path } = this.#plan.address;
    const found = withinOrigin(origin, path(variables ?? {}), location);
    if (found !== undefined) return found;
    throw new ProtocolError("WOT_PROTOCOL", "the status of the action is said to be at another origin", {
      section: "WoT Profile, queryaction",
    });
  }
}

function replyOf(reply: RawReply, contentType: string): Reply {
  const content = contentOf(reply, contentType);
  const location = reply.status === 201 || reply.status === 202 ? reply.header("location") : undefined;
  return location === undefined ? content : { ...content, location };
}
