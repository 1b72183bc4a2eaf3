import type { HostedSubscription, MaybePromise, Subscriber } from "@thingwright/contracts";
import type { ContentListener } from "../plug-in/exposed-thing.js";
import { WholeContent } from "../plug-in/their-content.js";
import type { Containment } from "./contained.js";

/** The subscriptions that a server of theirs has at a Thing of ours, by the listener that it gave: it ends them by that. */
export class FacadeSubscriptions {
  readonly #contained: Containment;
  readonly #byListener = new Map<ContentListener, HostedSubscription>();

  constructor(contained: Containment) {
    this.#contained = contained;
  }

  /** A listener that throws is not told any more. */
  async add(
    listener: ContentListener,
    subscribe: (subscriber: Subscriber) => MaybePromise<HostedSubscription>,
  ): Promise<void> {
    this.cancel(listener);
    const forget = (): void => void this.#byListener.delete(listener);
    const subscription = await subscribe({
      next: ({ content }) => {
        try {
          this.#contained.run(() => listener(new WholeContent(content)));
        } catch {
          this.cancel(listener);
        }
      },
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
