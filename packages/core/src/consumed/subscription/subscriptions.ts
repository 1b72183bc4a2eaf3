import type { Content } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";
import type * as WoT from "wot-typescript-definitions";
import { outputOfContent } from "../../value/interaction-output.js";
import type { CallOptions } from "../call/call-options.js";
import type { ConsumeEnvironment } from "../consume-environment.js";
import type { Plan } from "../plan/plan.js";
import { Observation, type ObserveOptions } from "./observation.js";
import { Subscription } from "./subscription.js";
import type { Listener } from "./subscription-attempt.js";

/** What is subscribed to. `planOf` may throw: what is established with it fails then. */
interface Subject {
  readonly planOf: () => Plan;
  readonly input: unknown;
  /** Judges a decoded value where no schema of the plan does. */
  readonly check?: (value: unknown) => void;
}

/** The subscriptions of one consumed Thing, those being established included. */
export class Subscriptions {
  readonly #environment: ConsumeEnvironment;
  readonly #running = new Set<Subscription>();

  constructor(environment: ConsumeEnvironment) {
    this.#environment = environment;
  }

  /** Values as an AsyncIterable. */
  stream<T>(subject: Subject, options: ObserveOptions): Observation<T> {
    const { planOf } = subject;
    let plan: Plan | undefined;
    const planOnce = (): Plan => {
      plan ??= planOf();
      return plan;
    };
    return new Observation<T>(options.maxQueued ?? 1024, (self) =>
      this.#open({ ...subject, planOf: planOnce }, options, {
        next: (content, { responseType }) => receive(planOnce(), subject, content, responseType, self, options),
        interrupted: (error) => options.onInterrupted?.(error),
        resumed: () => options.onResumed?.(),
        error: (error) => self.fail(error),
        complete: () => self.end(),
      }),
    );
  }

  /** InteractionOutputs to a listener of the Scripting API; `errorListener` also hears of lost connections. */
  async listen(
    subject: Subject,
    listener: WoT.WotListener,
    errorListener: WoT.ErrorListener | undefined,
    options: WoT.InteractionOptions,
  ): Promise<Subscription> {
    const plan = subject.planOf();
    const subscription = this.#open({ ...subject, planOf: () => plan }, options as CallOptions, {
      next: (content, { responseType, form }) =>
        this.#settle(listener(outputOfContent(content, plan.output, responseType, form.form))),
      interrupted: (error) => this.#settle(errorListener?.(error)),
      error: (error) => this.#settle(errorListener?.(error)),
      complete: () => {},
    });
    await subscription.established;
    return subscription;
  }

  /** Ends all. */
  async stop(): Promise<void> {
    await Promise.all([...this.#running].map((subscription) => subscription.abandon()));
  }

  #open({ planOf, input }: Subject, options: ObserveOptions, listener: Listener): Subscription {
    const registers = [this.#running, this.#environment.subscriptions];
    return new Subscription({ planOf, input, options, listener }, this.#environment, registers);
  }

  /** An `async` listener fails later than it returns: that is its fault, and must not end the process. */
  #settle(outcome: unknown): void {
    Promise.resolve(outcome).catch((error: unknown) => {
      this.#environment.logger.error("a listener of a subscription rejected", { error });
    });
  }
}

/** Takes one value in; one that is invalid ends the observation, unless somebody wants to hear of it. */
function receive<T>(
  plan: Plan,
  { check }: Subject,
  content: Content,
  fallbackType: string,
  observation: Observation<T>,
  { onInvalid }: ObserveOptions,
): void {
  let value: unknown;
  try {
    value = plan.output.decodeOptional(content, fallbackType);
    check?.(value);
  } catch (error) {
    if (onInvalid === undefined) observation.abandon(error);
    else onInvalid(asWotError(error));
    return;
  }
  observation.push(value as T);
}
