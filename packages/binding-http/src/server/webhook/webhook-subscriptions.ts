import { randomBytes } from "node:crypto";
import type { CallbackSubscription } from "../callbacks/callback-subscription.js";

/** The webhooks of a server by an id that nobody can guess: whoever knows it has been told. */
export class WebhookSubscriptions {
  readonly #byId = new Map<string, CallbackSubscription>();

  newId(): string {
    return randomBytes(18).toString("base64url");
  }

  /** Adds it, unless it has ended meanwhile. */
  add(id: string, subscription: CallbackSubscription): void {
    if (!subscription.isOver) this.#byId.set(id, subscription);
  }

  /** The subscription with this id to something of this Thing. */
  find(thingId: string, id: string): CallbackSubscription | undefined {
    const subscription = this.#byId.get(id);
    return subscription?.source.thingId === thingId ? subscription : undefined;
  }

  delete(id: string): void {
    this.#byId.delete(id);
  }
}
