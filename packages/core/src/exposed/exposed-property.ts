import {
  type Content,
  type HostedProperty,
  type HostedSubscription,
  type InboundRequest,
  type MaybePromise,
  noContent,
  type Principal,
  type Subscriber,
} from "@thingwright/contracts";
import { InternalError, RequestError } from "@thingwright/errors";
import type { DataSchema } from "@thingwright/td";
import { InteractionOutput } from "../value/interaction-output.js";
import { andThen } from "../value/maybe-promise.js";
import { contentOfStream, isStream } from "../value/raw-input.js";
import { admit } from "./access.js";
import type { PropertyInit, PropertyPlan } from "./affordance-plan.js";
import { Emitter } from "./emitter.js";
import type { ExposedContext } from "./exposed-context.js";
import { guard } from "./guard.js";
import { type HandlerOptions, handlerOptions } from "./request-options.js";

/** Answers a read; may answer at once. */
export type ReadHandler = (options: HandlerOptions) => unknown;
/** Takes a write; the property has changed when it returns or resolves. */
export type WriteHandler = (value: InteractionOutput, options: HandlerOptions) => unknown;

/**
 * A property of an exposed Thing.
 *
 * Without handlers it keeps its value itself: what was written or set last, before that the schema's `default` or
 * `const`.
 */
export class ExposedProperty implements HostedProperty {
  readonly name: string;
  readonly #plan: PropertyPlan;
  readonly #context: ExposedContext;
  readHandler: ReadHandler | undefined;
  writeHandler: WriteHandler | undefined;
  observeHandler: ReadHandler | undefined;
  unobserveHandler: ReadHandler | undefined;
  #value: unknown;
  #emitter: Emitter | undefined;

  constructor(name: string, plan: PropertyPlan, context: ExposedContext) {
    this.name = name;
    this.#plan = plan;
    this.#context = context;
    const { affordance } = plan;
    this.#value = affordance.const ?? affordance.default;
  }

  /** The affordance as it was produced, without forms. */
  get affordance(): PropertyInit {
    return this.#plan.affordance;
  }

  get contentTypes(): readonly string[] {
    return this.#plan.contentTypes;
  }

  get uriVariables(): ReadonlyMap<string, DataSchema> {
    return this.#plan.uriVariables;
  }

  get readOnly(): boolean {
    return this.#plan.readOnly;
  }

  get writeOnly(): boolean {
    return this.#plan.writeOnly;
  }

  get observable(): boolean {
    return this.#plan.observable;
  }

  read(request: InboundRequest): MaybePromise<Content> {
    if (this.writeOnly) throw new RequestError("WOT_METHOD", `property "${this.name}" can only be written`);
    return admit(this.#context.authenticator, request, (principal) => {
      const contentType = request.accept ?? (this.#plan.contentTypes[0] as string);
      const options = handlerOptions(request, this.#plan.uriVariables, principal);
      return andThen(this.#ask(this.readHandler, options), (value) => this.#encode(value, contentType));
    });
  }

  /** The value that a read would give, decoded; for reads of several properties at once. */
  readValue(principal: Principal | undefined): MaybePromise<unknown> {
    return andThen(this.#ask(this.readHandler, handlerOptions({}, this.#plan.uriVariables, principal)), (value) => {
      this.#checkOwn(value);
      return value;
    });
  }

  write(request: InboundRequest): MaybePromise<void> {
    if (this.readOnly) throw new RequestError("WOT_METHOD", `property "${this.name}" can only be read`);
    return admit(this.#context.authenticator, request, (principal) => {
      const options = handlerOptions(request, this.#plan.uriVariables, principal);
      const content = request.content ?? noContent;
      const value = this.#plan.value.decode(content, this.#plan.contentTypes[0] as string);
      return this.#take(value, () => content.body, options);
    });
  }

  /** Writes a value that is decoded already. @throws {DataSchemaError} WOT_DATA_INVALID */
  writeValue(value: unknown, principal: Principal | undefined): MaybePromise<void> {
    const bytes = () => this.#plan.value.encode(value, "application/json").body;
    return this.#take(value, bytes, handlerOptions({}, this.#plan.uriVariables, principal));
  }

  /** @throws {DataSchemaError} WOT_DATA_INVALID when `value` may not be written */
  checkWritable(value: unknown): void {
    if (this.readOnly) throw new RequestError("WOT_METHOD", `property "${this.name}" can only be read`);
    this.#plan.value.validate(value);
  }

  observe(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription> {
    if (!this.observable) throw new RequestError("WOT_METHOD", `property "${this.name}" cannot be observed`);
    return admit(this.#context.authenticator, request, (principal) => {
      const options = handlerOptions(request, this.#plan.uriVariables, principal);
      this.#emitter ??= new Emitter();
      return this.#emitter.add(subscriber, request.accept ?? (this.#plan.contentTypes[0] as string), () =>
        this.#unobserved(options),
      );
    });
  }

  /** Sets the value that the Thing keeps itself and tells observers, unless nothing changed. */
  set(value: unknown): void {
    this.#plan.value.validate(value);
    if (Object.is(this.#value, value)) return;
    this.#value = value;
    this.#emit(value);
  }

  /** Asks for the value and tells observers. */
  emitChange(): MaybePromise<void> {
    if (!this.#isHeard) return;
    return andThen(this.#ask(this.observeHandler ?? this.readHandler, {}), (value) => this.#emit(value));
  }

  /** Ends all observations. */
  end(): void {
    this.#emitter?.end();
  }

  get #isHeard(): boolean {
    return this.#emitter?.hasSubscribers === true || this.#context.hearsAllProperties();
  }

  #ask(handler: ReadHandler | undefined, options: HandlerOptions): MaybePromise<unknown> {
    if (handler === undefined) {
      if (this.#value !== undefined) return this.#value;
      throw new RequestError("WOT_UNAVAILABLE", `property "${this.name}" has no value yet`);
    }
    return guard(() => handler(options));
  }

  #take(value: unknown, bytes: () => Uint8Array, options: HandlerOptions): MaybePromise<void> {
    const handler = this.writeHandler;
    if (handler === undefined) {
      this.set(value);
      return;
    }
    const output = new InteractionOutput({ schema: this.#plan.affordance, value: () => value, bytes });
    return andThen(
      guard(() => handler(output, options)),
      () => {},
    );
  }

  #encode(value: unknown, contentType: string): MaybePromise<Content> {
    if (isStream(value)) return contentOfStream(value, contentType, this.#context.maxStreamBytes);
    try {
      return this.#plan.value.encode(value, contentType);
    } catch (error) {
      throw this.#own(error);
    }
  }

  #checkOwn(value: unknown): void {
    try {
      this.#plan.value.validate(value);
    } catch (error) {
      throw this.#own(error);
    }
  }

  /** A value of the application that breaks its own schema is the application's fault, not the asker's. */
  #own(error: unknown): InternalError {
    const why = error instanceof Error ? error.message : String(error);
    return new InternalError("WOT_INTERNAL", `property "${this.name}" has an unusable value: ${why}`, { cause: error });
  }

  #emit(value: unknown): void {
    if (!this.#isHeard) return;
    this.#checkOwn(value);
    const time = this.#context.clock.now();
    this.#emitter?.emit(time, (contentType) => this.#plan.value.encode(value, contentType));
    this.#context.propertyChanged(this.name, value, time);
  }

  #unobserved(options: HandlerOptions): void {
    const handler = this.unobserveHandler;
    if (handler !== undefined) this.#context.settle(() => handler(options));
  }
}
