import type { MessageListener } from "../connection/listener.js";
import type { InboundMessage } from "../connection/message.js";
import type { RunningSubscription } from "./running-subscription.js";

/** Ends a subscription properly when its Thing says that it goes. */
export class StatusListener implements MessageListener {
  readonly #running: RunningSubscription;
  #wasOnline = false;

  constructor(running: RunningSubscription) {
    this.#running = running;
  }

  message({ payload, retain }: InboundMessage): void {
    const isOnline = Buffer.from(payload).toString() === "online";
    // An old "offline" may stand from before the Thing came; one after "online" means it.
    if (!isOnline && (!retain || this.#wasOnline)) this.#running.end((sink) => sink.complete());
    this.#wasOnline = isOnline;
  }

  interrupted(): void {}

  resumed(): void {}

  failed(): void {}
}
