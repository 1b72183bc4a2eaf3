import type { HostedEvent, HostedSubscription, InboundRequest, MaybePromise, Subscriber } from "@thingwright/contracts";
import type { DataSchema } from "@thingwright/td";
import { andThen } from "../value/maybe-promise.js";
import { admit } from "./access.js";
import type { EventInit, EventPlan } from "./affordance-plan.js";
import { Emitter } from "./emitter.js";
import type { ExposedContext } from "./exposed-context.js";
import { guard } from "./guard.js";
import { type HandlerOptions, handlerOptions } from "./request-options.js";

/** Told that somebody subscribes or unsubscribes; a subscription that it throws for is refused. */
export type EventSubscriptionHandler = (options: HandlerOptions) => unknown;

/** An event source of an exposed Thing. */
export class ExposedEvent implements HostedEvent {
  readonly name: string;
  subscribeHandler: EventSubscriptionHandler | undefined;
  unsubscribeHandler: EventSubscriptionHandler | undefined;
  readonly #plan: EventPlan;
  readonly #context: ExposedContext;
  #emitter: Emitter | undefined;

  constructor(name: string, plan: EventPlan, context: ExposedContext) {
    this.name = name;
    this.#plan = plan;
    this.#context = context;
  }

  /** The affordance as it was produced, without forms. */
  get affordance(): EventInit {
    return this.#plan.affordance;
  }

  get contentTypes(): readonly string[] {
    return this.#plan.contentTypes;
  }

  get uriVariables(): ReadonlyMap<string, DataSchema> {
    return this.#plan.uriVariables;
  }

  subscribe(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription> {
    return admit(this.#context.authenticator, request, (principal) => {
      const options = handlerOptions(request, this.#plan.uriVariables, principal);
      const { content } = request;
      if (content !== undefined && content.body.length > 0) {
        this.#plan.subscription.decode(content, this.contentTypes[0] as string);
      }
      return andThen(
        guard(() => this.subscribeHandler?.(options)),
        () => this.#add(request, subscriber, options),
      );
    });
  }

  /** Tells subscribers. @throws {DataSchemaError} WOT_DATA_INVALID when `data` breaks the event's own schema */
  emit(data: unknown): void {
    if (data !== undefined || this.#plan.data.schema !== undefined) this.#plan.data.validate(data);
    const time = this.#context.clock.now();
    this.#emitter?.emit(time, (contentType) =>
      data === undefined ? { contentType: "", body: new Uint8Array(0) } : this.#plan.data.encode(data, contentType),
    );
    if (this.#context.hearsAllEvents()) this.#context.eventHappened(this.name, data ?? null, time);
  }

  /** Ends all subscriptions. */
  end(): void {
    this.#emitter?.end();
  }

  #add(request: InboundRequest, subscriber: Subscriber, options: HandlerOptions): HostedSubscription {
    this.#emitter ??= new Emitter();
    return this.#emitter.add(subscriber, request.accept ?? (this.contentTypes[0] as string), () => {
      const handler = this.unsubscribeHandler;
      if (handler !== undefined) this.#context.settle(() => handler(options));
    });
  }
}
