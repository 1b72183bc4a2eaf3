import type { Content } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";
import type * as WoT from "wot-typescript-definitions";
import { outputOfContent } from "../value/interaction-output.js";
import type { CallEnvironment, CallOptions } from "./call.js";
import { Observation, type ObserveOptions } from "./observation.js";
import type { Candidate, Plan } from "./plan.js";
import { type Listener, type Subscription, subscribePlan } from "./subscription.js";
import type { ValueQueue } from "./value-queue.js";

/** The running subscriptions of one consumed Thing. */
export class Subscriptions {
  readonly #environment: CallEnvironment;
  readonly #active = new Set<Subscription>();

  constructor(environment: CallEnvironment) {
    this.#environment = environment;
  }

  /** Values as an AsyncIterable. `planOf` may throw: the iteration does then. */
  stream<T>(planOf: () => Plan, input: unknown, options: ObserveOptions): Observation<T> {
    const establish = async (queue: ValueQueue<T>, callOptions: ObserveOptions): Promise<Subscription> => {
      const plan = planOf();
      return this.#follow(plan, callOptions, input, {
        next: (content, candidate) => receive(plan, content, candidate, queue, options),
        interrupted: (error) => options.onInterrupted?.(error),
        resumed: () => options.onResumed?.(),
        error: (error) => queue.fail(error),
        complete: () => queue.end(),
      });
    };
    return new Observation<T>(establish, options);
  }

  /** InteractionOutputs to a listener of the Scripting API; `errorListener` also hears of lost connections. */
  listen(
    plan: Plan,
    input: unknown,
    listener: WoT.WotListener,
    errorListener: WoT.ErrorListener | undefined,
    options: WoT.InteractionOptions,
  ): Promise<Subscription> {
    return this.#follow(plan, options as CallOptions, input, {
      next: (content, candidate) =>
        listener(outputOfContent(content, plan.output, candidate.responseType, candidate.form.form)),
      interrupted: (error) => errorListener?.(error),
      error: (error) => errorListener?.(error),
      complete: () => {},
    });
  }

  /** Ends all. */
  async stop(): Promise<void> {
    await Promise.allSettled([...this.#active].map((subscription) => subscription.stop()));
  }

  async #follow(plan: Plan, options: CallOptions, input: unknown, listener: Listener): Promise<Subscription> {
    const subscription = await subscribePlan(plan, this.#environment, options, input, listener, (ended) =>
      this.#active.delete(ended),
    );
    if (subscription.active) this.#active.add(subscription);
    return subscription;
  }
}

function receive<T>(
  plan: Plan,
  content: Content,
  candidate: Candidate,
  queue: ValueQueue<T>,
  options: ObserveOptions,
): void {
  try {
    const value = content.body.length === 0 ? undefined : plan.output.decode(content, candidate.responseType);
    queue.push(value as T);
  } catch (error) {
    if (options.onInvalid === undefined) queue.abandon(error);
    else options.onInvalid(asWotError(error));
  }
}
