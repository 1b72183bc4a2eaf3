import {
  andThen,
  type Content,
  type HostedEvent,
  type HostedSubscription,
  type InboundRequest,
  type MaybePromise,
  noContent,
  type Subscriber,
} from "@thingwright/contracts";
import type { AnyVariables, DataSchema, Operation } from "@thingwright/td";
import { admit } from "../access/admit.js";
import { withoutCredentials } from "../access/body-credentials.js";
import { Emitter } from "../emission/emitter.js";
import type { EventPlan } from "../plan/affordance-plan.js";
import type { ExposedContext } from "./exposed-context.js";
import { guard } from "./guard.js";
import { type HandlerOptions, handlerOptions } from "./request-options.js";

/** Told that somebody subscribes or unsubscribes; a subscription that it throws for is refused. */
export type EventSubscriptionHandler<Variables = AnyVariables> = (options: HandlerOptions<Variables>) => unknown;

/** An event source of an exposed Thing. */
export class ExposedEvent implements HostedEvent {
  subscribeHandler: EventSubscriptionHandler | undefined;
  unsubscribeHandler: EventSubscriptionHandler | undefined;
  readonly #plan: EventPlan;
  readonly #context: ExposedContext;
  #emitter: Emitter | undefined;

  constructor(plan: EventPlan, context: ExposedContext) {
    this.#plan = plan;
    this.#context = context;
  }

  get name(): string {
    return this.#plan.name;
  }

  get contentTypes(): readonly string[] {
    return this.#plan.contentTypes;
  }

  get uriVariables(): ReadonlyMap<string, DataSchema> {
    return this.#plan.uriVariables;
  }

  get takesSubscription(): boolean {
    return this.#plan.subscription.schema !== undefined;
  }

  declared(iri: string, operation: Operation): unknown {
    return this.#plan.declared?.get(iri, operation);
  }

  subscribe(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription> {
    this.#emitter ??= new Emitter();
    const emitter = this.#emitter;
    const authenticator = this.#context.authenticatorFor(this.#plan.access, "subscribeevent");
    return admit(authenticator, request, (principal) => {
      const options = handlerOptions(request, this.#plan.uriVariables, principal);
      this.#checkSubscription(withoutCredentials(request, authenticator, this.#plan.subscription.schema));
      return andThen(
        guard(() => this.subscribeHandler?.(options)),
        () => this.#add(emitter, request, subscriber, options),
      );
    });
  }

  /**
   * Tells subscribers.
   *
   * @throws {DataSchemaError} WOT_DATA_INVALID when `data` breaks the event's own schema; WOT_DATA_SYNTAX when it cannot
   *   be written in the content type of a subscriber, once everybody else has been told
   */
  emit(data: unknown): void {
    if (!this.#plan.data.isNothing(data)) this.#plan.data.validateOwn(data);
    const time = this.#context.clock.now();
    try {
      this.#emitter?.emit(time, (contentType) =>
        data === undefined ? noContent : this.#plan.data.encode(data, contentType),
      );
    } finally {
      if (this.#context.hearsAllEvents()) this.#context.eventHappened(this.name, data, time);
    }
  }

  /** Ends all subscriptions. */
  end(): void {
    this.#emitter?.end();
    this.#emitter = undefined;
  }

  #checkSubscription(content: Content): void {
    if (content.body.length > 0) this.#plan.subscription.decode(content, this.contentTypes[0] as string);
  }

  #add(emitter: Emitter, request: InboundRequest, subscriber: Subscriber, options: HandlerOptions): HostedSubscription {
    const contentType = request.accept ?? (this.contentTypes[0] as string);
    try {
      return emitter.add(subscriber, contentType, () => this.#unsubscribed(options));
    } catch (error) {
      // The Thing was withdrawn while the application thought about it: it has been told of a subscription that is none.
      this.#unsubscribed(options);
      throw error;
    }
  }

  #unsubscribed(options: HandlerOptions): void {
    const handler = this.unsubscribeHandler;
    if (handler !== undefined) this.#context.settle(() => handler(options));
  }
}
