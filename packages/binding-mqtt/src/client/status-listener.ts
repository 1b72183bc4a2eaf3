import { NetworkError } from "@thingwright/errors";
import type { MessageListener } from "../connection/listener.js";
import type { InboundMessage } from "../connection/message.js";
import type { RunningSubscription } from "./running-subscription.js";

/** Ends a subscription properly when its Thing says that it goes. */
export class ThingStatusListener implements MessageListener {
  readonly #running: RunningSubscription;
  #wasOnline = false;

  constructor(running: RunningSubscription) {
    this.#running = running;
  }

  message(message: InboundMessage): void {
    const isOnline = saysOnline(message);
    // An old "offline" may stand from before the Thing came; one after "online" means it.
    if (!isOnline && (!message.retain || this.#wasOnline)) this.#running.end((sink) => sink.complete());
    this.#wasOnline = isOnline;
  }

  interrupted(): void {}

  resumed(): void {}

  failed(): void {}
}

/** Tells a subscription of the time in which nobody is at the broker for its Thing: nothing comes then. */
export class ServerStatusListener implements MessageListener {
  readonly #running: RunningSubscription;
  readonly #topic: string;

  constructor(running: RunningSubscription, topic: string) {
    this.#running = running;
    this.#topic = topic;
  }

  message(message: InboundMessage): void {
    if (saysOnline(message)) this.#running.resumed(this);
    else this.#running.interrupted(this, this.#absent());
  }

  interrupted(): void {}

  resumed(): void {}

  /** Nobody tells any more: it is taken for there. */
  failed(): void {
    this.#running.resumed(this);
  }

  #absent(): NetworkError {
    return new NetworkError("WOT_NETWORK", `nobody is at the broker for the Thing (${this.#topic})`, { sent: false });
  }
}

const saysOnline = ({ payload }: InboundMessage): boolean => Buffer.from(payload).toString() === "online";
