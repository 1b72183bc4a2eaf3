import type { Content, ContentSink } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import type { Candidate } from "../plan/plan.js";

/** Hears what a subscription brings, with the Form that brings it. */
export interface Listener {
  next(content: Content, candidate: Candidate): void;
  interrupted?(error: WotError): void;
  resumed?(): void;
  /** Ended by failure. */
  error(error: WotError): void;
  /** Ended properly: by the Thing, or on this side. */
  complete(): void;
}

/** The subscription that an attempt is made for. */
export interface AttemptOwner {
  /** Tells the listener, unless the subscription has ended. */
  tell(call: (listener: Listener) => void): void;
  /** Ends the subscription; `last` is the last that the listener hears. */
  finish(last: (listener: Listener) => void): void;
}

/**
 * One Form's attempt to bring a subscription. An end that comes before the attempt has succeeded waits: when the
 * attempt fails after all, the next Form has its turn and nobody hears of it.
 */
export class SubscriptionAttempt implements ContentSink {
  readonly #owner: AttemptOwner;
  readonly #candidate: Candidate;
  #state: "pending" | "succeeded" | "failed" = "pending";
  #early: ((listener: Listener) => void) | undefined;

  constructor(owner: AttemptOwner, candidate: Candidate) {
    this.#owner = owner;
    this.#candidate = candidate;
  }

  next(content: Content): void {
    this.#tell((listener) => listener.next(content, this.#candidate));
  }

  interrupted(error: WotError): void {
    this.#tell((listener) => listener.interrupted?.(error));
  }

  resumed(): void {
    this.#tell((listener) => listener.resumed?.());
  }

  error(error: WotError): void {
    this.#end((listener) => listener.error(error));
  }

  complete(): void {
    this.#end((listener) => listener.complete());
  }

  /** The subscription is established over this Form. */
  succeed(): void {
    this.#state = "succeeded";
    if (this.#early !== undefined) this.#owner.finish(this.#early);
  }

  /** This Form cannot bring the subscription: whatever still comes over it is nobody's. */
  fail(): void {
    this.#state = "failed";
  }

  #tell(call: (listener: Listener) => void): void {
    if (this.#state !== "failed" && this.#early === undefined) this.#owner.tell(call);
  }

  #end(last: (listener: Listener) => void): void {
    if (this.#state === "pending") this.#early ??= last;
    else if (this.#state === "succeeded") this.#owner.finish(last);
  }
}
