import type { RemoteSubscription } from "@thingwright/contracts";
import type { SubscriptionState } from "./subscription-state.js";

/** The subscriptions of one client, so that they end with it. */
export class OpenSubscriptions {
  readonly #open = new Map<SubscriptionState, RemoteSubscription>();

  add(subscription: RemoteSubscription, state: SubscriptionState): void {
    this.#open.set(state, subscription);
    state.onOver = () => this.#open.delete(state);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#open.values()].map((subscription) => subscription.stop()));
  }
}
