import type {
  ContentSink,
  Exchange,
  FormRequest,
  PreparedForm,
  RemoteSubscription,
  Reply,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { SubprotocolHost } from "./client-subprotocol.js";
import { Deadline } from "./deadline.js";
import type { FormPlan } from "./form-plan.js";
import { Requester } from "./requester.js";
import { SubscriptionState } from "./subscription-state.js";
import type { SubscriptionTask } from "./subscription-task.js";

/** A subscription that is there and has asked for nothing yet. */
export interface StartableSubscription extends RemoteSubscription {
  /** Asks; resolves once the subscription is established. */
  open(): Promise<void>;
}

/** A Form for an operation that subscribes. */
export class PreparedSubscription implements PreparedForm {
  readonly #request: FormRequest;
  readonly #plan: FormPlan;
  readonly #host: SubprotocolHost;
  readonly #requester: Requester;
  readonly #start: (task: SubscriptionTask) => StartableSubscription;

  constructor(
    request: FormRequest,
    plan: FormPlan,
    host: SubprotocolHost,
    start: (task: SubscriptionTask) => StartableSubscription,
  ) {
    this.#request = request;
    this.#plan = plan;
    this.#host = host;
    this.#requester = new Requester(plan, host.transport, host.settings);
    this.#start = start;
  }

  async request(): Promise<Reply> {
    throw new UsageError("WOT_STATE", `${this.#plan.operation} is a subscription, no request`);
  }

  async subscribe({ content, variables, signal, timeoutMs }: Exchange, sink: ContentSink): Promise<RemoteSubscription> {
    const { operation, contentType } = this.#plan;
    const { transport, settings, subscriptions } = this.#host;
    const state = new SubscriptionState(sink, settings.clock);
    const subscription = this.#start({
      thing: this.#request.thing,
      requester: this.#requester,
      transport,
      settings,
      content,
      use: { variables },
      deadline: new Deadline(settings.clock, timeoutMs, signal),
      state,
      contentType,
      isOfAll: operation === "observeallproperties" || operation === "subscribeallevents",
      timeoutMs,
    });
    subscriptions.add(subscription, state);
    await subscription.open();
    return subscription;
  }
}
