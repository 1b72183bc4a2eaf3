import type { Content, RemoteSubscription } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import type * as WoT from "wot-typescript-definitions";
import { type CallEnvironment, type CallOptions, callPlan, exchangeOf } from "./call.js";
import type { Candidate, Plan } from "./plan.js";

/** Hears what a subscription brings, with the Form that brings it. */
export interface Listener {
  next(content: Content, candidate: Candidate): void;
  interrupted?(error: WotError): void;
  resumed?(): void;
  error(error: WotError): void;
  complete(): void;
}

/** A running observation or event subscription (Scripting API, `Subscription`). */
export class Subscription implements WoT.Subscription {
  active = true;
  readonly #remote: RemoteSubscription;
  readonly #ended: (self: Subscription) => void;

  constructor(remote: RemoteSubscription, ended: (self: Subscription) => void) {
    this.#remote = remote;
    this.#ended = ended;
  }

  /** Ends the subscription and tells the Thing. Idempotent; the listener hears nothing more. */
  async stop(): Promise<void> {
    if (!this.active) return;
    this.close();
    await this.#remote.stop();
  }

  /** Marks the subscription as ended by the other side. */
  close(): void {
    this.active = false;
    this.#ended(this);
  }
}

/**
 * Establishes a subscription over the first of a plan's Forms that serves.
 *
 * `options.signal` ends it at any time; `options.timeoutMs` bounds the establishing.
 */
export async function subscribePlan(
  plan: Plan,
  environment: CallEnvironment,
  options: CallOptions,
  input: unknown,
  listener: Listener,
  ended: (subscription: Subscription) => void,
): Promise<Subscription> {
  let over = false;
  let subscription: Subscription | undefined;
  const finish = (last: () => void): void => {
    if (over) return;
    over = true;
    subscription?.close();
    tell(environment, last);
  };
  const { value: remote } = await callPlan(plan, environment, options, async (candidate) =>
    candidate.prepared.subscribe(await exchangeOf(plan, candidate, environment, options, input), {
      next: (content) => over || tell(environment, () => listener.next(content, candidate)),
      interrupted: (error) => over || tell(environment, () => listener.interrupted?.(error)),
      resumed: () => over || tell(environment, () => listener.resumed?.()),
      error: (error) => finish(() => listener.error(error)),
      complete: () => finish(() => listener.complete()),
    }),
  );
  const stop = (): void => void subscription?.stop().catch(() => {});
  subscription = new Subscription(remote, (self) => {
    over = true;
    options.signal?.removeEventListener("abort", stop);
    ended(self);
  });
  options.signal?.addEventListener("abort", stop, { once: true });
  if (over) subscription.close();
  else if (options.signal?.aborted) await subscription.stop();
  return subscription;
}

/** A listener that throws is the application's fault: it must not break the binding that calls it. */
function tell(environment: CallEnvironment, listener: () => void): void {
  try {
    listener();
  } catch (error) {
    environment.logger.error("a listener of a subscription threw", { error });
  }
}
