import type { HostedSubscription, MaybePromise, Subscriber } from "@thingwright/contracts";
import type { ContentListener } from "../plug-in/exposed-thing.js";
import { WholeContent } from "../plug-in/their-content.js";

/** The subscriptions that a server of theirs has at a Thing of ours, by the listener that it gave: it ends them by that. */
export class FacadeSubscriptions {
  readonly #byListener = new Map<ContentListener, HostedSubscription>();

  async add(
    listener: ContentListener,
    subscribe: (subscriber: Subscriber) => MaybePromise<HostedSubscription>,
  ): Promise<void> {
    this.cancel(listener);
    const forget = (): void => void this.#byListener.delete(listener);
    const subscription = await subscribe({
      next: ({ content }) => listener(new WholeContent(content)),
      // Their contract has no word for the end of a subscription.
      error: forget,
      complete: forget,
    });
    this.#byListener.set(listener, subscription);
  }

  /** Nothing for a listener that is not known. */
  cancel(listener: ContentListener): void {
    this.#byListener.get(listener)?.cancel();
    this.#byListener.delete(listener);
  }

  cancelAll(): void {
    for (const listener of [...this.#byListener.keys()]) this.cancel(listener);
  }
}
