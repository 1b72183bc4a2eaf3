import { type Link, type LinkFilter, linksOf, type ThingDescription } from "@thingwright/td";
import type * as WoT from "wot-typescript-definitions";
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
export interface SubscribeOptions extends ObserveOptions {
  /** What the event's `subscription` schema asks for. */
  readonly subscription?: unknown;
}

/**
 * A Thing that somebody else exposes.
 *
 * Has the methods of the W3C Scripting API (`readProperty` …, with InteractionOutputs) and shorter ones with plain
 * values (`read`, `write`, `invoke`, `observe`, `subscribe`). All of them throw errors of `@thingwright/errors`:
 * UsageError for a name that the Thing does not have, DataSchemaError for a value that does not match, and the
 * families of the way there and of the Thing's answer.
 */
export class ConsumedThing implements WoT.ConsumedThing, AsyncDisposable {
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
  read<T = unknown>(name: string, options: CallOptions = {}): Promise<T> {
    return this.#properties.readValue(name, options) as Promise<T>;
  }

  /** Sets a property; resolves when the Thing has accepted the value. */
  write(name: string, value: unknown, options: CallOptions = {}): Promise<void> {
    return this.#properties.write(name, value, options);
  }

  /** Invokes an action and returns its output, waiting for an action that goes on by itself. */
  async invoke<T = unknown>(name: string, input?: unknown, options: ResultOptions = {}): Promise<T> {
    const invocation = await this.#actions.start(name, input, options);
    return (await invocation.result(options)) as T;
  }

  /** Invokes an action and returns as soon as the Thing has answered. */
  start(name: string, input?: unknown, options: CallOptions = {}): Promise<ActionInvocation> {
    return this.#actions.start(name, input, options);
  }

  /**
   * Goes on with an invocation that was begun before, by this Consumer or another one: `href` is that of its status, as
   * `queryAllActions` has it. Nothing is sent.
   */
  resume(name: string, href: string): ActionInvocation {
    return this.#actions.resume(name, href);
  }

  /** Values of a property over time, from the moment that the observation is ready. */
  observe<T = unknown>(name: string, options: ObserveOptions = {}): Observation<T> {
    const planOf = () => this.#book.property("observeproperty", name, options.uriVariables);
    return this.#subscriptions.stream({ planOf, input: undefined }, options);
  }

  /** Data of an event over time. */
  subscribe<T = unknown>(name: string, options: SubscribeOptions = {}): Observation<T> {
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
  readAll(options: CallOptions = {}): Promise<Record<string, unknown>> {
    return this.#whole.readAll(options);
  }

  /** Values of the named properties, by name: in one request where the Thing has a Form for it. */
  readMultiple(names: readonly string[], options: CallOptions = {}): Promise<Record<string, unknown>> {
    return this.#whole.readMultiple(names, options);
  }

  /** Sets several properties: in one request where the Thing has a Form for it, else one after the other. */
  writeMultiple(values: Readonly<Record<string, unknown>>, options: CallOptions = {}): Promise<void> {
    return this.#whole.writeMultiple(values, options);
  }

  /** Sets all writable properties: in one request where the Thing has a Form for it, else one after the other. */
  writeAll(values: Readonly<Record<string, unknown>>, options: CallOptions = {}): Promise<void> {
    return this.#whole.writeAll(values, options);
  }

  /** Status of the latest invocation of an action. */
  queryAction(name: string, options: CallOptions = {}): Promise<RemoteActionStatus> {
    return this.#actions.query(name, options);
  }

  /** Cancels the latest invocation of an action. */
  cancelAction(name: string, options: CallOptions = {}): Promise<void> {
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
    return this.#outputs(await this.readAll(options as CallOptions));
  }

  async readMultipleProperties(names: string[], options: WoT.InteractionOptions = {}): Promise<WoT.PropertyReadMap> {
    return this.#outputs(await this.readMultiple(names, options as CallOptions));
  }

  writeProperty(name: string, value: WoT.InteractionInput, options: WoT.InteractionOptions = {}): Promise<void> {
    return this.write(name, value, options as CallOptions);
  }

  writeMultipleProperties(values: WoT.PropertyWriteMap, options: WoT.InteractionOptions = {}): Promise<void> {
    return this.writeMultiple(Object.fromEntries(values), options as CallOptions);
  }

  invokeAction(
    name: string,
    params?: WoT.InteractionInput,
    options: WoT.InteractionOptions = {},
  ): Promise<ActionInvocation> {
    return this.start(name, params, options as CallOptions);
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
