import type { RemoteSubscription } from "@thingwright/contracts";
import type * as WoT from "wot-typescript-definitions";
import { aborted } from "../../value/aborted.js";
import type { CallEnvironment, CallOptions } from "../call/call-options.js";
import { callPlan } from "../call/call-plan.js";
import { exchangeOf, inputOf } from "../call/exchange.js";
import type { Candidate, Plan } from "../plan/plan.js";
import { type AttemptOwner, type Listener, SubscriptionAttempt } from "./subscription-attempt.js";

/** What is subscribed to, and who hears of it. */
export interface SubscriptionRequest {
  /** May throw: the subscription cannot be established then. */
  readonly planOf: () => Plan;
  readonly input: unknown;
  /** `signal` ends the subscription at any time; `timeoutMs` bounds the establishing. */
  readonly options: CallOptions;
  readonly listener: Listener;
}

/** A Form's attempt that succeeded. */
interface Established {
  readonly remote: RemoteSubscription;
  readonly attempt: SubscriptionAttempt;
}

/**
 * An observation or event subscription (Scripting API, `Subscription`).
 *
 * It is being established as soon as it exists, over the first of its plan's Forms that serves.
 */
export class Subscription implements WoT.Subscription {
  /** Resolves once the Thing has agreed; rejects when it cannot be established. Needs no handler. */
  readonly established: Promise<void>;
  readonly #environment: CallEnvironment;
  readonly #request: SubscriptionRequest;
  readonly #registers: readonly Set<Subscription>[];
  /** Ends the establishing. A signal of our own: bindings may leave listeners on it, and nobody else is kept by them. */
  readonly #givingUp = new AbortController();
  readonly #abort = (): void => void this.abandon();
  #state: "establishing" | "active" | "ended" = "establishing";
  #remote: RemoteSubscription | undefined;
  #stopped: Promise<void> | undefined;

  /** @param registers - where the subscription is listed until it ends */
  constructor(
    request: SubscriptionRequest,
    environment: CallEnvironment,
    registers: readonly Set<Subscription>[] = [],
  ) {
    this.#request = request;
    this.#environment = environment;
    this.#registers = registers;
    for (const register of registers) register.add(this);
    request.options.signal?.addEventListener("abort", this.#abort, { once: true });
    this.established = this.#establish();
    this.established.catch(() => {});
  }

  /** False before it is established and after it has ended, whoever ended it. */
  get active(): boolean {
    return this.#state === "active";
  }

  /**
   * Ends the subscription and tells the Thing; the listener hears nothing more. Idempotent.
   *
   * @throws what the Thing's answer or the way there was; the subscription has ended nevertheless
   */
  stop(options: WoT.InteractionOptions & CallOptions = {}): Promise<void> {
    this.#stopped ??= this.#stop(options);
    return this.#stopped;
  }

  /** Like `stop`, and never rejects: a failure to tell the Thing is logged. */
  abandon(): Promise<void> {
    return this.stop().catch((error: unknown) => this.#untold(error));
  }

  async #stop(options: CallOptions): Promise<void> {
    if (this.#state === "ended") return;
    const reason: unknown = this.#request.options.signal?.reason;
    this.#finish((listener) => listener.complete());
    if (this.#remote !== undefined) return this.#tellThing(this.#remote, options);
    this.#givingUp.abort(reason);
    await this.established.catch(() => {});
  }

  #tellThing(remote: RemoteSubscription, options: CallOptions): Promise<void> {
    const { timeoutMs = this.#environment.limits.timeoutMs, signal, uriVariables: variables } = options;
    return remote.stop({ timeoutMs, signal, variables });
  }

  async #establish(): Promise<void> {
    const { remote, attempt } = await this.#tryForms().catch((error: unknown) => {
      this.#finish(() => {});
      throw error;
    });
    if (this.#state === "ended") {
      await this.#tellThing(remote, {}).catch((error: unknown) => this.#untold(error));
      throw aborted(this.#givingUp.signal);
    }
    this.#remote = remote;
    this.#state = "active";
    attempt.succeed();
  }

  async #tryForms(): Promise<Established> {
    const { planOf, input, options } = this.#request;
    if (options.signal?.aborted) {
      this.#finish((listener) => listener.complete());
      throw aborted(options.signal);
    }
    const environment = this.#environment;
    const callOptions = { ...options, signal: this.#givingUp.signal };
    const plan = planOf();
    const sent = await inputOf(input, environment, callOptions);
    const answer = await callPlan(plan, environment, callOptions, (candidate) =>
      this.#attempt(candidate, exchangeOf(plan, candidate, environment, callOptions, sent)),
    );
    return answer.value;
  }

  async #attempt(candidate: Candidate, exchange: ReturnType<typeof exchangeOf>): Promise<Established> {
    const attempt = new SubscriptionAttempt(this.#owner, candidate);
    try {
      return { remote: await candidate.prepared.subscribe(exchange, attempt), attempt };
    } catch (error) {
      attempt.fail();
      throw error;
    }
  }

  readonly #owner: AttemptOwner = {
    tell: (call) => this.#tell(call),
    finish: (last) => this.#finish(last),
  };

  #tell(call: (listener: Listener) => void): void {
    if (this.#state !== "ended") this.#say(call);
  }

  #finish(last: (listener: Listener) => void): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    this.#request.options.signal?.removeEventListener("abort", this.#abort);
    for (const register of this.#registers) register.delete(this);
    this.#say(last);
  }

  #untold(error: unknown): void {
    this.#environment.logger.warn("a Thing could not be told that a subscription has ended", { error });
  }

  /** A listener that throws is the application's fault: it must not break the binding that calls it. */
  #say(call: (listener: Listener) => void): void {
    try {
      call(this.#request.listener);
    } catch (error) {
      this.#environment.logger.error("a listener of a subscription threw", { error });
    }
  }
}
