import {
  type ActionInput,
  type ActionName,
  type ActionOutput,
  type ActionVariables,
  type AnyVariables,
  type EventData,
  type EventName,
  type EventSubscription,
  type EventVariables,
  type Link,
  type LinkFilter,
  linksOf,
  type ObservableName,
  type PropertyName,
  type PropertyValue,
  type PropertyValues,
  type PropertyVariables,
  type ReadableName,
  type ThingDescription,
  type ThingTypes,
  type WritableName,
} from "@thingwright/td";
import type * as WoT from "wot-typescript-definitions";
import type { InputArguments, KnownName, UnknownName } from "../typed-arguments.js";
import { type InteractionOutput, outputOfContent, outputOfValue } from "../value/interaction-output.js";
import { ActionCalls } from "./action/action-calls.js";
import type { ActionInvocation, ResultOptions } from "./action/action-invocation.js";
import type { ActionStatuses, RemoteActionStatus } from "./action/action-status.js";
import { decoderOf } from "./call/answer.js";
import type { CallOptions } from "./call/call-options.js";
import type { ConsumeEnvironment } from "./consume-environment.js";
import { PlanBook } from "./plan/plan-book.js";
import { PropertyCalls } from "./property-calls.js";
import type { Observation, ObserveOptions } from "./subscription/observation.js";
import type { Subscription } from "./subscription/subscription.js";
import { Subscriptions } from "./subscription/subscriptions.js";
import { objectOf, WholeThingCalls } from "./whole-thing-calls.js";

/** Options of `subscribe`. */
export interface SubscribeOptions<Variables = AnyVariables, Message = unknown> extends ObserveOptions<Variables> {
  /** What the event's `subscription` schema asks for. */
  readonly subscription?: Message;
}

/**
 * A Thing that somebody else exposes.
 *
 * Has the methods of the W3C Scripting API (`readProperty` …, with InteractionOutputs) and shorter ones with plain
 * values (`read`, `write`, `invoke`, `observe`, `subscribe`). All of them throw errors of `@thingwright/errors`:
 * UsageError for a name that the Thing does not have, DataSchemaError for a value that does not match, and the
 * families of the way there and of the Thing's answer.
 *
 * Names and types are those of `D`: of the literal that was consumed, or of generated types. Where the compiler does not know
 * them, any name goes and values have the type that the caller gives: `read<number>("brightness")`.
 */
export class ConsumedThing<D extends ThingTypes = ThingDescription> implements AsyncDisposable {
  readonly #book: PlanBook;
  readonly #properties: PropertyCalls;
  readonly #actions: ActionCalls;
  readonly #whole: WholeThingCalls;
  readonly #subscriptions: Subscriptions;

  constructor(thing: ThingDescription, environment: ConsumeEnvironment) {
    this.#book = new PlanBook(thing, environment);
    this.#properties = new PropertyCalls(this.#book, environment);
    this.#actions = new ActionCalls(this.#book, environment);
    this.#whole = new WholeThingCalls(this.#book, this.#properties, environment);
    this.#subscriptions = new Subscriptions(environment);
  }

  get title(): string {
    return this.#book.thing.title;
  }

  get id(): string | undefined {
    return this.#book.thing.id;
  }

  /** The Thing Description; not to be changed. */
  get description(): ThingDescription {
    return this.#book.thing;
  }

  /**
   * Its links that match, with their addresses resolved: `links({ rel: "icon", type: "image/*" })`. What the relations mean
   * is told at `linksOf` of `@thingwright/td`.
   */
  links(filter: LinkFilter = {}): readonly Link[] {
    return linksOf(this.#book.thing, filter);
  }

  /** The value of a property. */
  read<N extends KnownName<ReadableName<D>>>(
    name: N,
    options?: CallOptions<PropertyVariables<D, N>>,
  ): Promise<PropertyValue<D, N>>;
  read<T = unknown>(name: UnknownName<PropertyName<D>>, options?: CallOptions): Promise<T>;
  read(name: string, options: CallOptions = {}): Promise<unknown> {
    return this.#properties.readValue(name, options);
  }

  /** Sets a property; resolves when the Thing has accepted the value. */
  write<N extends WritableName<D>>(
    name: N,
    value: PropertyValue<D, N>,
    options: CallOptions<PropertyVariables<D, N>> = {},
  ): Promise<void> {
    return this.#properties.write(name, value, options);
  }

  /** Invokes an action and returns its output, waiting for an action that goes on by itself. */
  invoke<N extends KnownName<ActionName<D>>>(
    name: N,
    ...input: InputArguments<ActionInput<D, N>, ResultOptions<ActionVariables<D, N>>>
  ): Promise<ActionOutput<D, N>>;
  invoke<T = unknown>(name: UnknownName<ActionName<D>>, input?: unknown, options?: ResultOptions): Promise<T>;
  async invoke(name: string, input?: unknown, options: ResultOptions = {}): Promise<unknown> {
    const invocation = await this.#actions.start(name, input, options);
    return invocation.result(options);
  }

  /** Invokes an action and returns as soon as the Thing has answered. */
  start<N extends ActionName<D>>(
    name: N,
    ...[input, options = {}]: InputArguments<ActionInput<D, N>, CallOptions<ActionVariables<D, N>>>
  ): Promise<ActionInvocation<ActionOutput<D, N>>> {
    return this.#actions.start(name, input, options) as Promise<ActionInvocation<ActionOutput<D, N>>>;
  }

  /**
   * Goes on with an invocation that was begun before, by this Consumer or another one: `href` is that of its status, as
   * `queryAllActions` has it. Nothing is sent.
   */
  resume(name: ActionName<D>, href: string): ActionInvocation {
    return this.#actions.resume(name, href);
  }

  /** Values of a property over time, from the moment that the observation is ready. */
  observe<N extends KnownName<ObservableName<D>>>(
    name: N,
    options?: ObserveOptions<PropertyVariables<D, N>>,
  ): Observation<PropertyValue<D, N>>;
  observe<T = unknown>(name: UnknownName<PropertyName<D>>, options?: ObserveOptions): Observation<T>;
  observe(name: string, options: ObserveOptions = {}): Observation<unknown> {
    const planOf = () => this.#book.property("observeproperty", name, options.uriVariables);
    return this.#subscriptions.stream({ planOf, input: undefined }, options);
  }

  /** Data of an event over time. */
  subscribe<N extends KnownName<EventName<D>>>(
    name: N,
    options?: SubscribeOptions<EventVariables<D, N>, EventSubscription<D, N>>,
  ): Observation<EventData<D, N>>;
  subscribe<T = unknown>(name: UnknownName<EventName<D>>, options?: SubscribeOptions): Observation<T>;
  subscribe(name: string, options: SubscribeOptions = {}): Observation<unknown> {
    const planOf = () => this.#book.event("subscribeevent", name, options.uriVariables);
    return this.#subscriptions.stream({ planOf, input: options.subscription }, options);
  }

  /** Changes of all properties over time: objects with what changed, by property name. */
  observeAll(options: ObserveOptions = {}): Observation<Readonly<Record<string, unknown>>> {
    const planOf = () => this.#book.whole("observeallproperties", options.uriVariables);
    const check = (value: unknown) => this.#whole.checkMembers(objectOf(value, planOf()));
    return this.#subscriptions.stream({ planOf, input: undefined, check }, options);
  }

  /** All events over time: objects with the event's data, by event name. */
  subscribeAll(options: ObserveOptions = {}): Observation<Readonly<Record<string, unknown>>> {
    const planOf = () => this.#book.whole("subscribeallevents", options.uriVariables);
    const check = (value: unknown) => void objectOf(value, planOf());
    return this.#subscriptions.stream({ planOf, input: undefined, check }, options);
  }

  /** Values of all readable properties, by name: in one request where the Thing has a Form for it. */
  readAll(options: CallOptions = {}): Promise<PropertyValues<D>> {
    return this.#whole.readAll(options) as Promise<PropertyValues<D>>;
  }

  /** Values of the named properties, by name: in one request where the Thing has a Form for it. */
  readMultiple<N extends ReadableName<D>>(
    names: readonly N[],
    options: CallOptions = {},
  ): Promise<PropertyValues<D, N>> {
    return this.#whole.readMultiple(names, options) as Promise<PropertyValues<D, N>>;
  }

  /** Sets several properties: in one request where the Thing has a Form for it, else one after the other. */
  writeMultiple(values: Partial<PropertyValues<D, WritableName<D>>>, options: CallOptions = {}): Promise<void> {
    return this.#whole.writeMultiple(values, options);
  }

  /** Sets all writable properties: in one request where the Thing has a Form for it, else one after the other. */
  writeAll(values: PropertyValues<D, WritableName<D>>, options: CallOptions = {}): Promise<void> {
    return this.#whole.writeAll(values, options);
  }

  /** Status of the latest invocation of an action. */
  queryAction(name: ActionName<D>, options: CallOptions = {}): Promise<RemoteActionStatus> {
    return this.#actions.query(name, options);
  }

  /** Cancels the latest invocation of an action. */
  cancelAction(name: ActionName<D>, options: CallOptions = {}): Promise<void> {
    return this.#actions.cancel(name, options);
  }

  /** Statuses of all invocations, by action name. */
  queryAllActions(options: CallOptions = {}): Promise<ActionStatuses> {
    return this.#whole.queryAllActions(options);
  }

  /** A copy of the Thing Description. */
  getThingDescription(): WoT.ThingDescription {
    return structuredClone(this.#book.thing) as unknown as WoT.ThingDescription;
  }

  async readProperty(name: string, options: WoT.InteractionOptions = {}): Promise<InteractionOutput> {
    const answer = await this.#properties.read(name, options as CallOptions);
    const { codec, contentType } = decoderOf(answer);
    return outputOfContent(answer.value, codec, contentType, answer.candidate.form.form);
  }

  async readAllProperties(options: WoT.InteractionOptions = {}): Promise<WoT.PropertyReadMap> {
    return this.#outputs(await this.#whole.readAll(options as CallOptions));
  }

  async readMultipleProperties(names: string[], options: WoT.InteractionOptions = {}): Promise<WoT.PropertyReadMap> {
    return this.#outputs(await this.#whole.readMultiple(names, options as CallOptions));
  }

  writeProperty(name: string, value: WoT.InteractionInput, options: WoT.InteractionOptions = {}): Promise<void> {
    return this.#properties.write(name, value, options as CallOptions);
  }

  writeMultipleProperties(values: WoT.PropertyWriteMap, options: WoT.InteractionOptions = {}): Promise<void> {
    return this.#whole.writeMultiple(Object.fromEntries(values), options as CallOptions);
  }

  invokeAction(
    name: string,
    params?: WoT.InteractionInput,
    options: WoT.InteractionOptions = {},
  ): Promise<ActionInvocation> {
    return this.#actions.start(name, params, options as CallOptions);
  }

  observeProperty(
    name: string,
    listener: WoT.WotListener,
    errorListener?: WoT.ErrorListener,
    options: WoT.InteractionOptions = {},
  ): Promise<Subscription> {
    const { uriVariables } = options as CallOptions;
    const planOf = () => this.#book.property("observeproperty", name, uriVariables);
    return this.#subscriptions.listen({ planOf, input: undefined }, listener, errorListener, options);
  }

  subscribeEvent(
    name: string,
    listener: WoT.WotListener,
    errorListener?: WoT.ErrorListener,
    options: WoT.InteractionOptions = {},
  ): Promise<Subscription> {
    const { uriVariables } = options as CallOptions;
    const planOf = () => this.#book.event("subscribeevent", name, uriVariables);
    return this.#subscriptions.listen({ planOf, input: options.data }, listener, errorListener, options);
  }

  /** Ends all subscriptions. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#subscriptions.stop();
  }

  #outputs(values: Record<string, unknown>): WoT.PropertyReadMap {
    const outputs = Object.entries(values).map(([name, value]) => {
      return [name, outputOfValue(value, this.#book.propertyCodec(name))] as const;
    });
    return new Map(outputs);
  }
}
