import {
  andThen,
  type Content,
  type HostedProperty,
  type HostedSubscription,
  type InboundRequest,
  isPromise,
  type MaybePromise,
  type Principal,
  type Subscriber,
} from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import type { AnyVariables, DataSchema, Operation } from "@thingwright/td";
import { InteractionOutput } from "../../value/interaction-output.js";
import { admit } from "../access/admit.js";
import { withoutCredentials } from "../access/body-credentials.js";
import type { PropertyPlan } from "../plan/affordance-plan.js";
import { type Asking, contentOfAnswer, valueOfAnswer } from "./answer.js";
import type { ExposedContext } from "./exposed-context.js";
import { guard } from "./guard.js";
import { requireOffered } from "./offered.js";
import { PropertyChanges, type ValueListener } from "./property-changes.js";
import { type HandlerAnswer, type HandlerOptions, handlerOptions } from "./request-options.js";

/** Answers a read; may answer at once. */
export type ReadHandler<Value = unknown, Variables = AnyVariables> = (
  options: HandlerOptions<Variables>,
) => HandlerAnswer<Value>;
/** Takes a write; the property has changed when it returns or resolves. */
export type WriteHandler<Value = unknown, Variables = AnyVariables> = (
  value: InteractionOutput<Value>,
  options: HandlerOptions<Variables>,
) => unknown;

/**
 * A property of an exposed Thing.
 *
 * Without handlers it keeps its value itself: what was written or set last, before that the schema's `default` or
 * `const`.
 */
export class ExposedProperty implements HostedProperty {
  readHandler: ReadHandler | undefined;
  writeHandler: WriteHandler | undefined;
  observeHandler: ReadHandler | undefined;
  unobserveHandler: ReadHandler | undefined;
  readonly #plan: PropertyPlan;
  readonly #context: ExposedContext;
  #lazyChanges: PropertyChanges | undefined;
  #value: unknown;

  constructor(plan: PropertyPlan, context: ExposedContext) {
    this.#plan = plan;
    this.#context = context;
    const { affordance } = plan;
    this.#value = affordance.const === undefined ? affordance.default : affordance.const;
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

  declared(iri: string, operation: Operation): unknown {
    return this.#plan.declared?.get(iri, operation);
  }

  get readOnly(): boolean {
    return this.#plan.readOnly;
  }

  get writeOnly(): boolean {
    return this.#plan.writeOnly;
  }

  /** What can only be written shows itself to nobody, whatever the document says of observing. */
  get observable(): boolean {
    return this.#plan.observable && !this.#plan.writeOnly;
  }

  read(request: InboundRequest): MaybePromise<Content> {
    const authenticator = this.#context.authenticatorFor(this.#plan.access, "readproperty");
    if (authenticator === undefined) return this.#read(request, undefined);
    return admit(authenticator, request, (principal) => this.#read(request, principal));
  }

  /** The value that a read would give, decoded; for reads of several properties at once. */
  readValue(request: InboundRequest, principal: Principal | undefined): MaybePromise<unknown> {
    return this.#valueOf(this.#ask(this.readHandler, request, principal), request);
  }

  write(request: InboundRequest): MaybePromise<void> {
    const authenticator = this.#context.authenticatorFor(this.#plan.access, "writeproperty");
    return admit(authenticator, request, (principal) => {
      this.#checkNotReadOnly();
      const options = handlerOptions(request, this.#plan.uriVariables, principal);
      const content = withoutCredentials(request, authenticator, this.#plan.affordance);
      if (!this.#plan.lenient) requireOffered(content, this.#plan.contentTypes);
      const value = this.#plan.value.decode(content, this.#contentType);
      return this.#take(value, () => content.body, options);
    });
  }

  /** Writes a value that is decoded and checked already. */
  writeValue(value: unknown, request: InboundRequest, principal: Principal | undefined): MaybePromise<void> {
    const bytes = () => this.#plan.value.encode(value, "application/json").body;
    return this.#take(value, bytes, handlerOptions(request, this.#plan.uriVariables, principal));
  }

  /** @throws {RequestError} WOT_METHOD when it can only be written */
  checkReadable(): void {
    if (this.writeOnly) throw new RequestError("WOT_METHOD", `property "${this.name}" can only be written`);
  }

  /**
   * @throws {RequestError} WOT_METHOD when it can only be read
   * @throws {DataSchemaError} WOT_DATA_INVALID when `value` may not be written
   */
  checkWritable(value: unknown): void {
    this.#checkNotReadOnly();
    this.#plan.value.validate(value);
  }

  #checkNotReadOnly(): void {
    if (this.readOnly) throw new RequestError("WOT_METHOD", `property "${this.name}" can only be read`);
  }

  observe(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription> {
    const add = this.#changes.open();
    const authenticator = this.#context.authenticatorFor(this.#plan.access, "observeproperty");
    return admit(authenticator, request, (principal) => {
      this.#checkObservable();
      const options = handlerOptions(request, this.#plan.uriVariables, principal);
      return add(subscriber, request.accept ?? this.#contentType, () => this.#unobserved(options));
    });
  }

  /** Lets somebody within the program hear of changes; returns what ends it. @throws {RequestError} WOT_METHOD */
  listen(listener: ValueListener): () => void {
    this.#checkObservable();
    return this.#changes.listen(listener);
  }

  #checkObservable(): void {
    if (!this.observable) throw new RequestError("WOT_METHOD", `property "${this.name}" cannot be observed`);
  }

  /**
   * Sets the value that the Thing keeps itself and tells observers, unless it is the same scalar as before.
   *
   * @throws {DataSchemaError} WOT_DATA_INVALID, and then keeps the value before; WOT_DATA_SYNTAX when the value cannot
   *   be written in the content type of an observer
   */
  set(value: unknown): void {
    this.#plan.value.validateOwn(value);
    this.#keep(value);
  }

  /** Asks for the value and tells observers, unless an answer to a later question has been told meanwhile. */
  emitChange(): MaybePromise<void> {
    return this.#changes.askAndTell(() =>
      this.#valueOf(this.#ask(this.observeHandler ?? this.readHandler, {}, undefined), {}),
    );
  }

  /** Ends all observations. */
  end(): void {
    this.#lazyChanges?.end();
  }

  get #changes(): PropertyChanges {
    if (this.#lazyChanges === undefined) {
      const { name, value } = this.#plan;
      this.#lazyChanges = new PropertyChanges({ name, codec: value, isAmongAll: this.observable }, this.#context);
    }
    return this.#lazyChanges;
  }

  get #contentType(): string {
    return this.#plan.contentTypes[0] as string;
  }

  #read(request: InboundRequest, principal: Principal | undefined): MaybePromise<Content> {
    this.checkReadable();
    const contentType = request.accept ?? this.#contentType;
    const answer = this.#ask(this.readHandler, request, principal);
    if (!isPromise(answer)) return contentOfAnswer(answer, contentType, this.#plan.rules, request);
    return answer.then((value) => contentOfAnswer(value, contentType, this.#plan.rules, request));
  }

  #ask(
    handler: ReadHandler | undefined,
    request: InboundRequest,
    principal: Principal | undefined,
  ): MaybePromise<unknown> {
    const { uriVariables } = this.#plan;
    if (handler === undefined && uriVariables.size === 0) return this.#kept();
    const options = handlerOptions(request, uriVariables, principal);
    if (handler === undefined) return this.#kept();
    return guard(() => handler(options));
  }

  #kept(): unknown {
    if (this.#value !== undefined) return this.#value;
    throw new RequestError("WOT_UNAVAILABLE", `property "${this.name}" has no value yet`);
  }

  #valueOf(answer: MaybePromise<unknown>, request: Asking): MaybePromise<unknown> {
    return andThen(answer, (value) => valueOfAnswer(value, this.#contentType, this.#plan.rules, request));
  }

  #take(value: unknown, bytes: () => Uint8Array, options: HandlerOptions): MaybePromise<void> {
    const handler = this.writeHandler;
    if (handler === undefined) return this.#takeKept(value);
    const output = new InteractionOutput({ schema: this.#plan.affordance, value: () => value, bytes });
    // What the handler returns has no meaning, so that nobody needs to wait another turn to drop it.
    return guard(() => handler(output, options)) as MaybePromise<void>;
  }

  /** The write has succeeded even if an observer cannot be told in its content type. */
  #takeKept(value: unknown): void {
    try {
      this.#keep(value);
    } catch (error) {
      this.#context.report(error);
    }
  }

  /** Of an object it cannot be known whether its members are the same as before. */
  #keep(value: unknown): void {
    if (Object.is(this.#value, value) && (typeof value !== "object" || value === null)) return;
    this.#value = value;
    this.#changes.tell(value);
  }

  #unobserved(options: HandlerOptions): void {
    const handler = this.unobserveHandler;
    if (handler !== undefined) this.#context.settle(() => handler(options));
  }
}
